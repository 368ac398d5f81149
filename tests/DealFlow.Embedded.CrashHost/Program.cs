using System.Globalization;
using DealFlow.Embedded;
using DealFlow.Embedded.CrashHost;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

// A process to be killed. Arguments: the database, and the day of the virtual clock. Lines in: "start ID", "raise ID N", "day N", "stop".
// "compact" as well, and "fill" (a log of many pages, which is then brought into the file). Lines out: the line that came in, once it is durable or done, and
// "checkpointed" and "compacting". Lines are served side by side, but "day" and "stop" in turn.
// DEALFLOW_DIES_AT names a moment of the engine's work, and the how manieth of it is the last: "ItemWritten:3".
var clock = new DayClock { Day = int.Parse(args[1], CultureInfo.InvariantCulture) };
await using var commits = CommitQueue.Open(args[0]);
await commits.CommitAsync(CrashStory.CreateTable);
await using var engine = new EmbeddedEngine(commits, CrashStory.Code(commits), clock, NullLogger<EmbeddedEngine>.Instance, new() { MaxCachedInstances = 20 });
await engine.StartAsync(CancellationToken.None);
var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
commits.Reached = DeathWatch.OfEnvironment() ?? (reached =>
{
    if (reached is Moment.LogCheckpointed)
        output.WriteLine("checkpointed");
});
await output.WriteLineAsync("ready");

while (await Console.In.ReadLineAsync() is { } line)
{
    switch (line.Split(' '))
    {
        case ["start", var id]:
            _ = AcknowledgeAsync(engine.StartAsync("crash", id, new Life(id, [])), line);
            break;
        case ["raise", var id, var n]:
            _ = AcknowledgeAsync(engine.RaiseEventAsync(id, "n", int.Parse(n, CultureInfo.InvariantCulture)), line);
            break;
        case ["compact"]:
            _ = AcknowledgeAsync(Task.Run(Compact), line);
            break;
        case ["fill"]:
            _ = AcknowledgeAsync(commits.CommitAsync(CrashStory.Fill), line);
            break;
        case ["day", var day]:
            clock.Day = int.Parse(day, CultureInfo.InvariantCulture);
            engine.ClockMoved();
            await AcknowledgeAsync(engine.WhenIdleAsync(CancellationToken.None), line);
            break;
        default:
            await engine.StopAsync(CancellationToken.None);
            return;
    }
}

// The log is empty first, so that what is in it afterwards is the new file.
void Compact()
{
    while (!commits.TryEmptyLog())
        Thread.Yield();
    output.WriteLine("compacting");
    commits.Rewrite();
}

async Task AcknowledgeAsync(Task durable, string line)
{
    await durable;
    output.WriteLine(line);
}

internal sealed class DayClock : IClock
{
    public int Day { get; set; }

    public Instant GetCurrentInstant() => Instant.FromUtc(2026, 7, 27, 9, 0) + Duration.FromDays(Day);
}
