using DealFlow.Domain.Conflicts;

namespace DealFlow.Workflow.Conflicts;

/// <summary>Reads what was said of a customer: of itself, and of those that were confirmed to be the same.</summary>
public sealed class AliasBook(IAliasStore store)
{
    private const int Steps = 3;

    /// <summary>All that a check of this customer has to know. One query where nothing was said of it, three at most.</summary>
    public async Task<KnownAliases> OfAsync(string manufacturer, CustomerFacts customer, CancellationToken cancellation)
    {
        var found = await ReadAsync(manufacturer, customer, cancellation);
        return found.Count == 0 ? KnownAliases.None : new KnownAliases([.. found.Select(alias => alias.Said)]);
    }

    /// <inheritdoc cref="OfAsync"/>
    public async Task<IReadOnlyList<Alias>> ReadAsync(string manufacturer, CustomerFacts customer, CancellationToken cancellation)
    {
        var (found, asked) = (new Dictionary<string, Alias>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        List<CustomerFacts> next = [customer];
        for (var step = 0; step < Steps; step++)
        {
            string[] keys = [.. next.SelectMany(CustomerClaims.KeysOf).Where(asked.Add)];
            if (keys.Length == 0)
                break;
            var before = found.Count;
            foreach (var alias in await store.FindAsync(manufacturer, keys, cancellation))
                found.TryAdd(alias.Id, alias);
            if (found.Count == before)
                break;
            next = [.. new KnownAliases([.. found.Values.Select(alias => alias.Said)]).OthersOf(customer)];
        }

        return [.. found.Values];
    }
}
