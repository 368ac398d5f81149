using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>The command <c>conflicts</c>, and <c>conflicts train</c> below it.</summary>
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
        command.Add(Train(json));
        return command;
    }

    private static Command Train(Option<bool> json)
    {
        var (index, queries, pairs) = (Required("--index", "Registered customers."), Required("--queries", "Look-ups."), Required("--pairs", "Pairs."));
        var trees = new Option<FileInfo?>("--out") { Description = "Where to write the trees." };
        var peer = new Option<bool>("--peer") { Description = "Find the thresholds of the peer, too." };
        var command = new Command("train", "Trains the trees of the matcher, and judges companies that were held out.") { index, queries, pairs, trees, peer };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (rows, asked) = (CompanyFiles.Index(parsed.GetRequiredValue(index)), CompanyFiles.Queries(parsed.GetRequiredValue(queries)));
            var measured = await MeasuredIndex.BuildAsync(new MemoryCandidateIndex(), rows, cancellation);
            var training = new Training(measured, asked, CompanyFiles.Pairs(parsed.GetRequiredValue(pairs)));
            await training.GatherAsync(cancellation);
            if (parsed.GetValue(trees) is { } file)
                await File.WriteAllTextAsync(file.FullName, TreeFile.Header + training.Fit(), cancellation);
            var (withCity, byName, ofPairs) = training.CrossValidate();
            var report = new JsonObject
            {
                ["heldOut"] = new JsonObject
                {
                    ["byNameAndCity"] = ConflictBenchmark.Json(withCity),
                    ["byName"] = ConflictBenchmark.Json(byName),
                    ["pairs"] = ConflictBenchmark.Json(ofPairs),
                },
            };
            if (parsed.GetValue(peer))
            {
                using var other = new Peer(rows);
                report["peerThresholds"] = new JsonArray(PeerBenchmark.BestThreshold(other, asked, true), PeerBenchmark.BestThreshold(other, asked, false));
            }
            Print(report, parsed.GetValue(json));
        });
        return command;
    }

    private static Option<FileInfo> Required(string name, string what) => new Option<FileInfo>(name) { Description = what, Required = true }.AcceptExistingOnly();

    private static Option<FileInfo> Optional(string name, string what) => new Option<FileInfo>(name) { Description = what }.AcceptExistingOnly();

    private static void Print(JsonObject report, bool json) => Console.WriteLine(json ? report.ToJsonString() : report.ToJsonString(Indented));
}
