using DealFlow.Embedded;
using DealFlow.Workflow.Durable;

namespace DealFlow.Scenarios.Versions;

/// <summary>
/// Holds a recorded life against code: wherever in it the deal stood when the program was replaced, the code comes there again, and with what came
/// next gives the same commands and the same end.
/// </summary>
internal static class GoldenReplay
{
    /// <exception cref="ParkException">The code takes another path than the recorded one.</exception>
    public static void Check(GoldenHistory golden, OrchestrationCatalog catalog)
    {
        var code = catalog.FindOrchestration(golden.Orchestration, golden.Version);
        Assert.True(code is not null, $"{golden}: deals in flight need version {golden.Version} of {golden.Orchestration}, which is not there any more.");
        for (var done = 0; done < golden.Turns.Count; done++)
        {
            var row = new InstanceRow(
                1, golden.Instance, golden.Orchestration, golden.Version, InstanceState.Running, golden.StartedAt, null, golden.Input, golden.FirstCommand, done);
            var run = new OrchestrationRun(row, code, catalog, () => { });
            run.Replay(golden.Turns.Take(done));
            var next = golden.Turns[done];
            Offer(run, golden, next);
            var outcome = run.Advance(next.At);
            Assert.Equal(Texts(next.Entries), Texts(outcome.Entries));
            var isLast = done == golden.Turns.Count - 1;
            Assert.Equal(isLast ? golden.Output : null, (outcome.Ending as Ending.Completed)?.Output);
            Assert.Equal(isLast && golden.Output is not null, outcome.Ending is not null);
        }
    }

    private static void Offer(OrchestrationRun run, GoldenHistory golden, HistoryTurn turn)
    {
        var waits = golden.Turns.SelectMany(one => one.Entries).Where(entry => entry.Kind is EntryKind.Wait).ToDictionary(entry => entry.Command, entry => entry.Name!);
        var message = 0;
        foreach (var entry in turn.Entries)
        {
            if (entry.Kind is EntryKind.EventReceived)
                run.Offer(new Message.Event(++message, waits[entry.Command], entry.Payload, long.MinValue));
            else if (entry.Kind is EntryKind.ActivityCompleted or EntryKind.ActivityFailed)
                run.Offer(new Message.Result(entry.Command, entry.Payload, entry.ErrorType));
        }
    }

    // Payloads are given, not found.
    private static List<string> Texts(IEnumerable<HistoryEntry> entries) => [.. entries.Select(entry => (entry with { Payload = null }).ToString() + entry.Command + entry.Kind + entry.Due)];
}
