using System.Collections.Concurrent;
using DealFlow.Domain.Conflicts;

namespace DealFlow.Workflow.Conflicts;

/// <summary>The candidate index in memory, for a process that lives long enough to keep one: some 200 bytes a customer.</summary>
public sealed class MemoryCandidateIndex : ICandidateIndex
{
    private readonly ConcurrentDictionary<string, PackedCandidates> _manufacturers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task PutAsync(string manufacturer, IReadOnlyList<NamedCustomer> customers, CancellationToken cancellation)
    {
        var packed = _manufacturers.GetOrAdd(manufacturer, _ => new PackedCandidates());
        lock (packed)
            foreach (var customer in customers)
                packed.Put(customer.Name, customer.Indexed);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string manufacturer, string customer, CancellationToken cancellation)
    {
        if (_manufacturers.TryGetValue(manufacturer, out var packed))
            lock (packed)
                packed.Remove(customer);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeyPostings>> ReadAsync(string manufacturer, IReadOnlyList<CandidateKey> keys, CancellationToken cancellation)
    {
        if (!_manufacturers.TryGetValue(manufacturer, out var packed))
            return Task.FromResult<IReadOnlyList<KeyPostings>>([.. keys.Select(key => new KeyPostings(key, []))]);
        lock (packed)
            return Task.FromResult(packed.Read(keys));
    }
}
