using System.CommandLine;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using DealFlow.Domain.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>Measures the index on SQLite alone: files of names as for the whole benchmark of conflicts, and how many customers there are to be.</summary>
internal static class SqliteIndexCommand
{
    public static Command Create(Option<bool> json)
    {
        var index = new Option<string>("--index") { Description = "CSV id,name,city,country of registered customers; .gz too.", Required = true };
        var queries = new Option<string>("--queries") { Description = "CSV name,city,expected_id,stratum of look-ups; .gz too.", Required = true };
        var count = new Option<int>("--customers") { Description = "How many customers; varied where the file has fewer.", DefaultValueFactory = _ => 100_000 };
        var command = new Command("sqlite-index", "The candidate index on SQLite: making it, and look-ups.") { index, queries, count };
        command.SetAction(async (parsed, cancellation) => Report.Print(
            await SqliteLookups.RunAsync(
                Varied(parsed.GetValue(index)!).Take(parsed.GetValue(count)),
                [.. Rows(parsed.GetValue(queries)!).Select(row => Customer(row.GetString(0), row.GetString(1), "DE"))], cancellation),
            parsed.GetValue(json)));
        return command;
    }

    /// <summary>The customers of a file, then the same again and again with other vowels in their words.</summary>
    private static IEnumerable<CustomerFacts> Varied(string path)
    {
        for (var round = 0; ; round++)
            foreach (var row in Rows(path))
                yield return Customer(Vary(row.GetString(1), round), row.GetString(2), row.GetString(3));
    }

    private static string Vary(string name, int round)
    {
        const string Vowels = "aeiou";
        return round == 0 ? name : string.Concat(name.Select(letter => Vowels.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? Vowels[(at + round) % Vowels.Length] : letter));
    }

    private static CustomerFacts Customer(string name, string city, string country) =>
        new() { Name = name, Country = country, Address = string.IsNullOrWhiteSpace(city) ? null : new CustomerAddress(null, null, city) };

    private static IEnumerable<CsvReader> Rows(string path)
    {
        using var file = File.OpenRead(path);
        using Stream text = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = CsvReader.Create(text, new CsvReaderOptions { HasHeader = true });
        reader.ReadHeader();
        while (reader.Read())
            yield return reader;
    }
}
