using DealFlow.Domain.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>A look-up and all that was compared for it.</summary>
/// <param name="IsExtra">To be learned from only: made from a pair or from a registered customer that was taken out.</param>
internal sealed record Look(
    QueryRow Query, bool WithCity, IReadOnlyList<string> Customers, IReadOnlyList<CustomerTraits> Traits, IReadOnlyList<Example> Examples, int Part, bool IsExtra);

/// <summary>
/// Compares all that is to be learned from. Besides the look-ups these are the pairs, as pairs, and as look-ups where one of the two is registered;
/// and registered customers, each looked up as if it were not registered: but for those that stand there twice, because nothing tells the other one from
/// the one that is meant.
/// </summary>
internal sealed class LookGathering(MeasuredIndex index, IReadOnlyList<CompanyRow> rows, IReadOnlyList<QueryRow> queries, IReadOnlyList<PairRow> pairs)
{
    private const int Strangers = 8000;
    private const float StrangerWeight = 0.6f;

    /// <summary>The kinds of names that people look companies up by.</summary>
    private static readonly HashSet<string> Written = ["legal_form", "subset", "typo_variant", "case_punct", "spacing", "word_order"];

    private readonly Companies _companies = Companies.Of(rows, queries, pairs);
    private readonly List<Look> _looks = [];
    private readonly List<(PairRow Pair, Example Example, int Part)> _pairs = [];

    public IReadOnlyList<Look> Looks => _looks;

    public IReadOnlyList<(PairRow Pair, Example Example, int Part)> Pairs => _pairs;

    public IEnumerable<Example> All => _looks.SelectMany(look => look.Examples).Concat(_pairs.Select(pair => pair.Example));

    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var query in queries)
            await AddAsync(query, query.ExpectedId is { } id ? _companies.PartOfId(id) : _companies.PartOf(query.Name), 1, null, isExtra: false, cancellation);
        foreach (var pair in pairs.Where(pair => pair.Label == "1" && Written.Contains(pair.Stratum)))
            foreach (var (known, other) in new[] { (pair.A, pair.B), (pair.B, pair.A) })
                if (_companies.Registered(known) is { } row && _companies.Registered(other) is null)
                    await AddAsync(new QueryRow(other, row.City, row.Id, pair.Stratum), _companies.PartOfId(row.Id), 1, null, isExtra: true, cancellation);
        for (var i = 0; i < Strangers; i++)
            if (rows[(int)((long)i * rows.Count / Strangers)] is var row && !await StandsTwiceAsync(row, cancellation))
                await AddAsync(new QueryRow(row.Name, row.City, null, "no_match"), _companies.PartOfId(row.Id), StrangerWeight, row.Id, isExtra: true, cancellation);
        foreach (var pair in pairs)
            _pairs.Add((pair, ExampleOf(pair), _companies.PartOf(pair.A)));
    }

    private async Task<bool> StandsTwiceAsync(CompanyRow row, CancellationToken cancellation)
    {
        var written = CustomerTraits.Of(MeasuredIndex.Facts(row.Name, row.City, row.Country)).ToFingerprint();
        return (await index.CompareAsync(row.Name, row.City, cancellation)).Any(other => other.Customer != row.Id && other.Traits.ToFingerprint() == written);
    }

    private async Task AddAsync(QueryRow query, int part, float weight, string? without, bool isExtra, CancellationToken cancellation)
    {
        foreach (var withCity in new[] { true, false })
        {
            var compared = (await index.CompareAsync(query.Name, withCity ? query.City : null, cancellation)).Where(other => other.Customer != without).ToList();
            _looks.Add(new Look(
                query, withCity, [.. compared.Select(other => other.Customer)], [.. compared.Select(other => other.Traits)],
                [.. compared.Select(other => new Example(other.Comparison.Features.ToArray(), other.Customer == query.ExpectedId, weight))], part, isExtra));
        }
    }

    private static Example ExampleOf(PairRow pair)
    {
        var compared = Comparison.Of(
            CustomerTraits.Of(MeasuredIndex.Facts(pair.A, null, CountryOf(pair))), CustomerTraits.Of(MeasuredIndex.Facts(pair.B, null, CountryOf(pair))));
        return new Example(compared.Features.ToArray(), pair.Label == "1", 1);
    }

    private static string CountryOf(PairRow pair) => pair.Country.Length == 2 ? pair.Country : "";
}
