using System.CommandLine;
using System.Text.Json.Nodes;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>The command <c>conflicts train</c>: everything that the matcher and the peer have learned from the files is made and judged here.</summary>
internal static class TrainCommand
{
    public static Command Create(Option<bool> json)
    {
        var (index, queries, pairs) = (ConflictCommand.Required("--index", "Registered customers."), ConflictCommand.Required("--queries", "Look-ups."), ConflictCommand.Required("--pairs", "Pairs."));
        var folder = new Option<DirectoryInfo>("--out") { Description = "Where to write the list of towns, or the trees." }.AcceptExistingOnly();
        var towns = new Option<bool>("--towns") { Description = "Only count the towns; the trees look at them, so they come first." };
        var peer = new Option<bool>("--peer") { Description = "Only find the thresholds of the peer." };
        var command = new Command("train", "Trains the trees of the matcher, and judges companies that were held out.") { index, queries, pairs, folder, towns, peer };
        command.SetAction(async (parsed, cancellation) =>
        {
            var rows = CompanyFiles.Index(parsed.GetRequiredValue(index));
            var (asked, compared) = (CompanyFiles.Queries(parsed.GetRequiredValue(queries)), CompanyFiles.Pairs(parsed.GetRequiredValue(pairs)));
            var to = parsed.GetValue(folder);
            var report = parsed.GetValue(towns) ? await TownsAsync(rows, to, cancellation)
                : parsed.GetValue(peer) ? PeerThresholds(rows, asked, compared)
                : await TreesAsync(rows, asked, compared, to, cancellation);
            ConflictCommand.Print(report, parsed.GetValue(json));
        });
        return command;
    }

    private static async Task<JsonObject> TownsAsync(List<CompanyRow> rows, DirectoryInfo? to, CancellationToken cancellation)
    {
        var text = TownFile.Of(rows);
        await WriteAsync(to, "large-towns.txt", text, cancellation);
        return new JsonObject { ["lines"] = text.Count(c => c == '\n') };
    }

    private static JsonObject PeerThresholds(List<CompanyRow> rows, List<QueryRow> asked, List<PairRow> pairs)
    {
        using var peer = new Peer(rows);
        return new JsonObject { ["peerThresholds"] = PeerBenchmark.Thresholds(peer, asked, pairs) };
    }

    private static async Task<JsonObject> TreesAsync(List<CompanyRow> rows, List<QueryRow> asked, List<PairRow> pairs, DirectoryInfo? to, CancellationToken cancellation)
    {
        var gathered = new LookGathering(await MeasuredIndex.BuildAsync(new MemoryCandidateIndex(), rows, cancellation), rows, asked, pairs);
        await gathered.RunAsync(cancellation);
        var training = new Training(gathered);
        var heldOut = training.CrossValidate();
        var (trees, fitted) = training.Fit();
        await WriteAsync(to, "likeness-trees.txt", TreeFile.Header + trees.Likeness, cancellation);
        await WriteAsync(to, "lookup-trees.txt", TreeFile.Header + trees.LookedUp, cancellation);
        await WriteAsync(to, "pair-trees.txt", TreeFile.Header + trees.Alone, cancellation);
        return new JsonObject { ["heldOut"] = heldOut.ToJson(), ["fitted"] = fitted.ToJson() };
    }

    private static Task WriteAsync(DirectoryInfo? to, string name, string text, CancellationToken cancellation) =>
        to is null ? Task.CompletedTask : File.WriteAllTextAsync(Path.Combine(to.FullName, name), text, cancellation);
}
