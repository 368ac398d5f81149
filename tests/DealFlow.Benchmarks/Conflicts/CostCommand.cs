using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>The command <c>conflicts cost</c>: processor time and memory taken by each part of a check, on one thread, after warming up.</summary>
internal static class CostCommand
{
    private const int Rounds = 3;

    public static Command Create(Option<bool> json)
    {
        var (index, queries) = (ConflictCommand.Required("--index", "Registered customers."), ConflictCommand.Required("--queries", "Look-ups."));
        var command = new Command("cost", "What each part of a conflict check costs: microseconds and bytes allocated.") { index, queries };
        command.SetAction(async (parsed, cancellation) =>
        {
            var built = await MeasuredIndex.BuildAsync(new MemoryCandidateIndex(), CompanyFiles.Index(parsed.GetRequiredValue(index)), cancellation);
            var asked = Speed.Asked(CompanyFiles.Queries(parsed.GetRequiredValue(queries))).Select(query => MeasuredIndex.Facts(query.Name, query.City, built.Country)).ToList();
            ConflictCommand.Print(Measure(built.Index, asked), parsed.GetValue(json));
        });
        return command;
    }

    private static JsonObject Measure(ICandidateIndex index, List<CustomerFacts> asked)
    {
        var lookUps = asked.ConvertAll(CandidateLookup.For);
        var read = lookUps.ConvertAll(lookup => index.ReadAsync(MeasuredIndex.Manufacturer, lookup.Keys, CancellationToken.None).Result);
        return new JsonObject
        {
            ["customerToIndexEntry"] = Each(asked.Count, i => IndexedCustomer.Of(asked[i])),
            ["customerToLookUp"] = Each(asked.Count, i => CandidateLookup.For(asked[i])),
            ["readInMemory"] = Each(asked.Count, i => index.ReadAsync(MeasuredIndex.Manufacturer, lookUps[i].Keys, CancellationToken.None).Result),
            ["judgeAccounts"] = Each(asked.Count, i => lookUps[i].Judge(read[i])),
            ["judgeRegistrations"] = Each(asked.Count, i => SimilarRegistrations.Of(lookUps[i], read[i])),
            ["compareTwo"] = Each(asked.Count, i => CustomerMatcher.Compare(asked[i], asked[(i + 1) % asked.Count])),
        };
    }

    private static JsonObject Each(int count, Func<int, object> run)
    {
        for (var i = 0; i < count; i++)
            run(i);
        var (bytes, begun) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        for (var i = 0; i < Rounds * count; i++)
            run(i % count);
        var microseconds = Stopwatch.GetElapsedTime(begun).TotalMicroseconds / (Rounds * count);
        return new JsonObject
        {
            ["microseconds"] = Math.Round(microseconds, 1),
            ["bytes"] = (GC.GetAllocatedBytesForCurrentThread() - bytes) / (Rounds * count),
        };
    }
}
