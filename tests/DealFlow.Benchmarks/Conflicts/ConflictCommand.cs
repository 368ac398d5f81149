using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>The command <c>conflicts</c>, with <see cref="TrainCommand"/> below it.</summary>
internal static class ConflictCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(Option<bool> json)
    {
        var (index, queries) = (Required("--index", "Registered customers: id,name,city,country."), Required("--queries", "Look-ups: name,city,expected_id,stratum."));
        var (pairs, related, traps) = (Optional("--pairs", "Pairs: a,b,label,stratum,country."), Optional("--related", "Pairs of companies of one group."), Optional("--traps", "Hand-written cases: a,b,expected,why."));
        var (noSpeed, noPeer) = (new Option<bool>("--no-speed") { Description = "Leave the timings out." }, new Option<bool>("--no-peer") { Description = "Leave out what people use today." });
        var command = new Command("conflicts", "The conflict check: how right and how fast. Files may be .gz.") { index, queries, pairs, related, traps, noSpeed, noPeer };
        command.SetAction(async (parsed, cancellation) =>
        {
            var files = new ConflictFiles(parsed.GetRequiredValue(index), parsed.GetRequiredValue(queries), parsed.GetValue(pairs), parsed.GetValue(related), parsed.GetValue(traps));
            Print(await ConflictBenchmark.RunAsync(files, !parsed.GetValue(noSpeed), !parsed.GetValue(noPeer), cancellation), parsed.GetValue(json));
        });
        command.Add(TrainCommand.Create(json));
        command.Add(AnswersCommand.Create(json));
        command.Add(CostCommand.Create(json));
        return command;
    }

    public static Option<FileInfo> Required(string name, string what) => new Option<FileInfo>(name) { Description = what, Required = true }.AcceptExistingOnly();

    private static Option<FileInfo> Optional(string name, string what) => new Option<FileInfo>(name) { Description = what }.AcceptExistingOnly();

    public static void Print(JsonObject report, bool json) => Console.WriteLine(json ? report.ToJsonString() : report.ToJsonString(Indented));
}
