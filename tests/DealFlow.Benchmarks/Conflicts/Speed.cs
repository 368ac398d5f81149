using System.Diagnostics;
using System.Text.Json.Nodes;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>How long building and looking up takes, and how much memory an index keeps.</summary>
internal static class Speed
{
    private const int WarmUps = 200, Most = 1000;

    /// <summary>So many rows; where the file has fewer, the same once more with other letters in the longest word.</summary>
    public static IEnumerable<CompanyRow> Varied(IReadOnlyList<CompanyRow> rows, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (row, round) = (rows[i % rows.Count], i / rows.Count);
            yield return round == 0 ? row : row with { Id = $"{row.Id}~{round}", Name = Vary(row.Name, round) };
        }
    }

    /// <summary>Look-ups from all over the file, so many that the slowest of a hundred can be told.</summary>
    public static IEnumerable<QueryRow> Asked(IReadOnlyList<QueryRow> queries)
    {
        var step = Math.Max(queries.Count / Most, 1);
        return queries.Where((_, i) => i % step == 0);
    }

    /// <summary>Builds with the first function and times the second one for names with and without city.</summary>
    public static async Task<JsonObject> MeasureAsync<T>(
        Func<Task<T>> build, Func<T, QueryRow, bool, Task> lookUp, IReadOnlyList<QueryRow> queries)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var index = await build();
        var seconds = watch.Elapsed.TotalSeconds;
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;

        var asked = Asked(queries).ToList();
        foreach (var query in asked.Take(WarmUps))
            await lookUp(index, query, true);
        var times = new List<double>();
        foreach (var withCity in new[] { true, false })
            foreach (var query in asked)
            {
                var start = Stopwatch.GetTimestamp();
                await lookUp(index, query, withCity);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        GC.KeepAlive(index);
        return new JsonObject
        {
            ["buildSeconds"] = Math.Round(seconds, 1),
            ["memoryMegabytes"] = Math.Round(bytes / 1e6, 1),
            ["p50Milliseconds"] = Math.Round(Statistics.Percentile(times, 50), 3),
            ["p99Milliseconds"] = Math.Round(Statistics.Percentile(times, 99), 3),
        };
    }

    private static string Vary(string name, int round)
    {
        var words = name.Split(' ');
        var longest = Array.IndexOf(words, words.MaxBy(word => word.Length));
        words[longest] = string.Concat(words[longest].Select((c, i) => i % 3 == round % 3 && char.IsAsciiLetterLower(c) ? (char)('a' + ((c - 'a' + round) % 26)) : c));
        return string.Join(' ', words);
    }
}
