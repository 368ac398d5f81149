using DealFlow.Domain.Conflicts;

namespace DealFlow.Workflow.Conflicts;

/// <summary>The candidate index in memory, for a process that lives long enough to keep one.</summary>
public sealed class MemoryCandidateIndex : ICandidateIndex
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Manufacturer, string Customer), IndexedCustomer> _customers = [];
    private readonly Dictionary<(string Manufacturer, long Key), List<string>?> _keys = [];

    /// <inheritdoc/>
    public Task PutAsync(string manufacturer, IReadOnlyList<NamedCustomer> customers, CancellationToken cancellation)
    {
        lock (_lock)
            foreach (var customer in customers)
            {
                Remove(manufacturer, customer.Name);
                Add(manufacturer, customer);
            }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string manufacturer, string customer, CancellationToken cancellation)
    {
        lock (_lock)
            Remove(manufacturer, customer);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeyPostings>> ReadAsync(string manufacturer, IReadOnlyList<CandidateKey> keys, CancellationToken cancellation)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyList<KeyPostings>>([.. keys.Select(key => new KeyPostings(key, PostingsOf(manufacturer, key)))]);
    }

    private Posting[] PostingsOf(string manufacturer, CandidateKey key) =>
        _keys.GetValueOrDefault((manufacturer, key.Hash)) is { } found
            ? [.. found.Select(customer => new Posting(customer, _customers[(manufacturer, customer)].Fingerprint))]
            : [];

    private void Add(string manufacturer, NamedCustomer customer)
    {
        _customers[(manufacturer, customer.Name)] = customer.Indexed;
        foreach (var key in customer.Indexed.Keys.Select(key => (manufacturer, key.Hash)).Distinct())
        {
            if (!_keys.TryGetValue(key, out var found))
                _keys[key] = [customer.Name];
            else if (found?.Count == IndexedCustomer.MostPostings)
                _keys[key] = null; // common from now on
            else
                found?.Add(customer.Name);
        }
    }

    private void Remove(string manufacturer, string customer)
    {
        if (!_customers.Remove((manufacturer, customer), out var indexed))
            return;
        foreach (var key in indexed.Keys)
            if (_keys.TryGetValue((manufacturer, key.Hash), out var found) && found is not null && found.Remove(customer) && found.Count == 0)
                _keys.Remove((manufacturer, key.Hash));
    }
}
