using System.CommandLine;
using DealFlow.Benchmarks;
using DealFlow.Benchmarks.Conflicts;
using DealFlow.Benchmarks.Local;

var json = new Option<bool>("--json") { Description = "Print one JSON object instead of lines.", Recursive = true };
var root = new RootCommand("Measures DealFlow on this machine. Build it with -c Release.") { json };
root.Add(Measuring("local", "The local host: start, registrations, months on the clock.", LocalBenchmark.RunAsync));
root.Add(ConflictCommand.Create(json));
return await root.Parse(args).InvokeAsync();

Command Measuring(string name, string what, Func<CancellationToken, Task<IReadOnlyList<Measure>>> run)
{
    var command = new Command(name, what);
    command.SetAction(async (parsed, cancellation) => Report.Print(await run(cancellation), parsed.GetValue(json)));
    return command;
}
