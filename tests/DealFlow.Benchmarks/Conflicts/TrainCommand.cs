using System.CommandLine;
using System.Text.Json.Nodes;
using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>
/// The command <c>conflicts train</c>: everything that the matcher and the peer have learned from the files is made and judged here. First the words, then the
/// towns, then the trees, each built in before the next; with what ships each step makes the same file again and says so.
/// </summary>
internal static class TrainCommand
{
    public static Command Create(Option<bool> json)
    {
        var (index, queries, pairs) = (ConflictCommand.Required("--index", "Registered customers."), ConflictCommand.Required("--queries", "Look-ups."), ConflictCommand.Required("--pairs", "Pairs."));
        var folder = new Option<DirectoryInfo>("--out") { Description = "Where to write the words, the towns, or the trees." }.AcceptExistingOnly();
        var words = new Option<bool>("--words") { Description = "Only count the words; all else looks at them, so they come first." };
        var towns = new Option<bool>("--towns") { Description = "Only count the towns; the trees look at them." };
        var peer = new Option<bool>("--peer") { Description = "Only find the thresholds of the peer." };
        var command = new Command("train", "Trains the trees of the matcher, and judges companies that were held out.") { index, queries, pairs, folder, words, towns, peer };
        command.SetAction(async (parsed, cancellation) =>
        {
            var rows = CompanyFiles.Index(parsed.GetRequiredValue(index));
            var (asked, compared) = (CompanyFiles.Queries(parsed.GetRequiredValue(queries)), CompanyFiles.Pairs(parsed.GetRequiredValue(pairs)));
            var to = parsed.GetValue(folder);
            var report = parsed.GetValue(words) ? await WriteAsync(to, [("common-words.txt", WordFile.Of(rows, compared))], cancellation)
                : parsed.GetValue(towns) ? await WriteAsync(to, [("large-towns.txt", TownFile.Of(rows))], cancellation)
                : parsed.GetValue(peer) ? PeerThresholds(rows, asked, compared)
                : await TreesAsync(rows, asked, compared, to, cancellation);
            ConflictCommand.Print(report, parsed.GetValue(json));
        });
        return command;
    }

    private static JsonObject PeerThresholds(List<CompanyRow> rows, List<QueryRow> asked, List<PairRow> pairs)
    {
        using var peer = new Peer(rows);
        return PeerThreshold.Report(peer, asked, pairs, Companies.Of(rows, asked, pairs));
    }

    private static async Task<JsonObject> TreesAsync(List<CompanyRow> rows, List<QueryRow> asked, List<PairRow> pairs, DirectoryInfo? to, CancellationToken cancellation)
    {
        var gathered = new LookGathering(await MeasuredIndex.BuildAsync(new MemoryCandidateIndex(), rows, cancellation), rows, asked, pairs);
        await gathered.RunAsync(cancellation);
        var training = new Training(gathered);
        var heldOut = training.CrossValidate();
        var cutoffs = heldOut.Choose();
        var (trees, fitted) = training.Fit();
        var report = await WriteAsync(
            to, [("likeness-trees.txt", TreeFile.Header + trees.Likeness), ("lookup-trees.txt", TreeFile.Header + trees.LookedUp), ("pair-trees.txt", TreeFile.Header + trees.Alone)], cancellation);
        report["cutoffs"] = cutoffs.ToJson();
        report["cutoffsAreThoseThatShip"] = cutoffs with { AlonePrecise = 0 } == Cutoffs.Shipped;
        report["heldOut"] = heldOut.Figures(training.ChooseForParts());
        report["heldOutWithCutoffsOfAll"] = heldOut.Figures(cutoffs);
        report["fitted"] = fitted.Figures(cutoffs);
        return report;
    }

    /// <summary>Writes the files, if it is said where, and tells of each whether it is the one that ships, byte for byte.</summary>
    private static async Task<JsonObject> WriteAsync(DirectoryInfo? to, IReadOnlyList<(string Name, string Text)> files, CancellationToken cancellation)
    {
        var isShipped = new JsonObject();
        foreach (var (name, text) in files)
        {
            isShipped[name] = text == EmbeddedText.Read("DealFlow.Domain.Conflicts." + name);
            if (to is not null)
                await File.WriteAllTextAsync(Path.Combine(to.FullName, name), text, cancellation);
        }
        return new JsonObject { ["sameAsShipped"] = isShipped };
    }
}
