using System.CommandLine;
using DealFlow.Benchmarks;
using DealFlow.Benchmarks.Conflicts;
using DealFlow.Benchmarks.Engine;
using DealFlow.Benchmarks.Local;

var json = new Option<bool>("--json") { Description = "Print one JSON object instead of lines.", Recursive = true };
var root = new RootCommand("Measures DealFlow on this machine. Build it with -c Release.") { json };
root.Add(Measuring("local", "The local host: start, registrations, months on the clock.", (_, cancellation) => LocalBenchmark.RunAsync(cancellation)));
root.Add(ConflictCommand.Create(json));
var only = new Option<string?>("--only") { Description = "One part, by its name or that of a measure.", HelpName = "NAME" };
only.AcceptOnlyFromAmong([.. EngineBenchmark.Names]);
var rate = new Option<int>("--rate") { Description = "Registrations a second that are asked for.", HelpName = "N", DefaultValueFactory = _ => 330 };
var seconds = new Option<int>("--seconds") { Description = "How long registrations are posted.", HelpName = "N", DefaultValueFactory = _ => 60 };
var engine = Measuring("engine", "The embedded engine: speed, memory, restart, waking, registrations over HTTP.", (parsed, cancellation) =>
    EngineBenchmark.RunAsync(parsed.GetValue(only), new HttpLoad(parsed.GetValue(rate), parsed.GetValue(seconds)), cancellation));
foreach (var option in new Option[] { only, rate, seconds })
    engine.Add(option);
root.Add(engine);
return await root.Parse(args).InvokeAsync();

Command Measuring(string name, string what, Func<ParseResult, CancellationToken, Task<IReadOnlyList<Measure>>> run)
{
    var command = new Command(name, what);
    command.SetAction(async (parsed, cancellation) => Report.Print(await run(parsed, cancellation), parsed.GetValue(json)));
    return command;
}
