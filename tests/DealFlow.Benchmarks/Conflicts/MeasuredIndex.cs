using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>Registered customers in an index, and how a row of a file is asked for.</summary>
internal sealed class MeasuredIndex
{
    public const string Manufacturer = "measured";
    private const int Batch = 1000;

    private readonly CandidateSearch _search;

    private MeasuredIndex(ICandidateIndex index, string country) => (Index, Country, _search) = (index, country, new CandidateSearch(index));

    public ICandidateIndex Index { get; }

    /// <summary>That of all rows; empty, which speaks neither for nor against, if there are several.</summary>
    public string Country { get; }

    public static async Task<MeasuredIndex> BuildAsync(ICandidateIndex index, IEnumerable<CompanyRow> rows, CancellationToken cancellation)
    {
        var countries = new HashSet<string>();
        foreach (var part in rows.Chunk(Batch))
        {
            countries.UnionWith(part.Select(row => row.Country));
            var customers = part.AsParallel().AsOrdered().Select(row => new NamedCustomer(row.Id, IndexedCustomer.Of(Facts(row.Name, row.City, row.Country)))).ToList();
            await index.PutAsync(Manufacturer, customers, cancellation);
        }
        return new MeasuredIndex(index, countries.Count == 1 ? countries.Single() : "");
    }

    public Task<IReadOnlyList<FoundCustomer>> FindAsync(string name, string? city, CancellationToken cancellation) =>
        _search.FindAsync(Manufacturer, Facts(name, city, Country), cancellation);

    /// <summary>The comparisons of a look-up, for training.</summary>
    public async Task<IReadOnlyList<(string Customer, CustomerTraits Traits, Comparison Comparison)>> CompareAsync(string name, string? city, CancellationToken cancellation)
    {
        var lookup = CandidateLookup.For(Facts(name, city, Country));
        return lookup.Compare(await Index.ReadAsync(Manufacturer, lookup.Keys, cancellation));
    }

    public static CustomerFacts Facts(string name, string? city, string country) =>
        new() { Name = name, Country = country, Address = city is null ? null : new CustomerAddress(null, null, city) };
}
