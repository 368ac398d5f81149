using System.Text.Json.Nodes;
using DealFlow.Embedded;
using DealFlow.Local.Hosting;
using DealFlow.Local.Stores;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Partners;
using NodaTime;

namespace DealFlow.Benchmarks.Engine;

/// <summary>A program like the sample's with wide limits, 50 partners of it, and what they register.</summary>
internal static class BenchmarkProgram
{
    private const string Id = "benchmark";
    private const int Partners = 50;
    private const int Most = 100_000;
    private static readonly string[] Syllables =
        [.. from consonant in "bdfghklmnprstvwz" from vowel in "aeiou" select $"{consonant}{vowel}"];

    public static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "programs");

    /// <summary>Writes the program, its partners and their keys into a data folder, and returns the keys.</summary>
    public static async Task<IReadOnlyList<string>> WriteAsync(string dataFolder)
    {
        Directory.CreateDirectory(FolderIn(dataFolder));
        var program = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(LocalOptions.SampleFolder, "contoso-network.json")))!;
        program["id"] = Id;
        program["terms"]!["limits"]!["openRegistrations"] = Most;
        program["terms"]!["limits"]!["newCustomersPerDay"] = Most;
        await File.WriteAllTextAsync(Path.Combine(FolderIn(dataFolder), Id + ".json"), program.ToJsonString());
        await using var commits = DataFolder.OpenDatabase(dataFolder);
        await LocalDatabase.OpenAsync(commits);
        var (partners, keys) = (new SqlitePartnerStore(commits), new SqliteKeyStore(commits, SystemClock.Instance));
        var issued = new List<string>();
        for (var number = 1; number <= Partners; number++)
        {
            var partner = $"partner-{number}";
            await partners.SaveAsync(new Membership("contoso", partner, $"Partner {number} GmbH", "gold", "de", $"deals@{partner}.example", [], null, [Id]), CancellationToken.None);
            issued.Add(ApiKey.From(Guid.NewGuid().ToByteArray()));
            await keys.AddAsync(new ApiKey(ApiKey.HashOf(issued[^1]), new KeyOwner(KeyOwnerKind.Partner, partner), SystemClock.Instance.GetCurrentInstant()), CancellationToken.None);
        }

        return issued;
    }

    /// <summary>Every customer is another one. Every other deal is small and approved at once; a person is asked for the rest.</summary>
    public static object Draft(int number) => new
    {
        program = Id,
        customer = new { name = Name(number), country = "DE", domain = $"{Name(number).Split(' ')[0].ToLowerInvariant()}-{number}.example" },
        products = new[] { "firewall" },
        estimatedValue = new { amount = number % 2 == 0 ? "9000.00" : "50000.00", currency = "EUR" },
        expectedCloseOn = DateTime.UtcNow.AddDays(90).ToString("yyyy-MM-dd", null),
        activity = "Two meetings, offer requested.",
    };

    // Two words that no other customer has, far from each other: a stride that is prime to the number of words visits each once.
    private static string Name(int number) => $"{Word(number * 7_919L)} {Word(number * 104_729L + 31)} GmbH";

    private static string Word(long number)
    {
        var word = "";
        for (var (rest, left) = (number % 40_960_000, 4); left > 0; left--, rest /= Syllables.Length)
            word += Syllables[rest % Syllables.Length];
        return char.ToUpperInvariant(word[0]) + word[1..];
    }
}
