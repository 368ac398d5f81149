using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>The command <c>conflicts answers</c>: writes every answer down, or counts where they differ from those that another state of the code wrote down.</summary>
internal static class AnswersCommand
{
    public static Command Create(Option<bool> json)
    {
        var (index, queries, pairs) = (ConflictCommand.Required("--index", "Registered customers."), ConflictCommand.Required("--queries", "Look-ups."), ConflictCommand.Required("--pairs", "Pairs."));
        var (to, before) = (new Option<FileInfo>("--out") { Description = "Where to write the answers." }, new Option<FileInfo>("--against") { Description = "Answers to compare with." }.AcceptExistingOnly());
        var command = new Command("answers", "Writes all answers of the matcher down, or compares them with those of before, for changes that must not change any.") { index, queries, pairs, to, before };
        command.SetAction(async (parsed, cancellation) =>
        {
            var answers = await AnswersAsync(
                CompanyFiles.Index(parsed.GetRequiredValue(index)), CompanyFiles.Queries(parsed.GetRequiredValue(queries)), CompanyFiles.Pairs(parsed.GetRequiredValue(pairs)), cancellation);
            if (parsed.GetValue(to) is { } file)
                await File.WriteAllLinesAsync(file.FullName, answers, cancellation);
            var report = new JsonObject { ["answers"] = answers.Count };
            if (parsed.GetValue(before) is { } other)
                report["differences"] = Differences(answers, await File.ReadAllLinesAsync(other.FullName, cancellation));
            ConflictCommand.Print(report, parsed.GetValue(json));
        });
        return command;
    }

    private static int Differences(IReadOnlyList<string> answers, IReadOnlyList<string> before) =>
        Math.Abs(answers.Count - before.Count) + answers.Zip(before).Count(both => both.First != both.Second);

    /// <summary>How every customer is indexed, what every look-up finds among accounts and among registrations, and how every pair compares.</summary>
    private static async Task<IReadOnlyList<string>> AnswersAsync(List<CompanyRow> rows, List<QueryRow> queries, List<PairRow> pairs, CancellationToken cancellation)
    {
        var index = await MeasuredIndex.BuildAsync(new MemoryCandidateIndex(), rows, cancellation);
        var answers = new List<string>(rows.Select(Indexed));
        foreach (var query in queries)
            foreach (var city in new[] { query.City, null })
            {
                var lookup = CandidateLookup.For(MeasuredIndex.Facts(query.Name, city, index.Country));
                var read = await index.Index.ReadAsync(MeasuredIndex.Manufacturer, lookup.Keys, cancellation);
                answers.Add(string.Join(" ; ", lookup.Judge(read).Select(Text)));
                answers.Add(string.Join(" ; ", SimilarRegistrations.Of(lookup, read)));
            }
        answers.AddRange(pairs.Select(pair => Text(CustomerMatcher.Compare(MeasuredIndex.Facts(pair.A, null, pair.Country), MeasuredIndex.Facts(pair.B, null, pair.Country)))));
        return answers;
    }

    private static string Indexed(CompanyRow row)
    {
        var indexed = IndexedCustomer.Of(MeasuredIndex.Facts(row.Name, row.City, row.Country));
        return $"{indexed.Fingerprint} {string.Join(' ', indexed.Keys)}";
    }

    private static string Text(FoundCustomer found) => $"{found.Customer} {Text(found.Match)}";

    private static string Text(Match match) => string.Create(
        CultureInfo.InvariantCulture, $"{match.Verdict} {match.Score:R} {string.Join(' ', match.MatchedKeys)} {string.Join(", ", match.Reasons.Select(reason => $"{reason.Rule} {reason.Text}"))}");
}
