namespace DealFlow.Workflow.Conflicts;

/// <summary>What manufacturers have learned of customers: a few documents, each found by the keys of both customers.</summary>
public interface IAliasStore
{
    /// <summary>Keeps an alias; one of the same id is replaced. A write for the alias, and one for each of its keys (40 at most).</summary>
    Task SaveAsync(string manufacturer, Alias alias, CancellationToken cancellation);

    /// <summary>The aliases that have one of these keys, each once. One query in the manufacturer's partition, or a read for each key.</summary>
    Task<IReadOnlyList<Alias>> FindAsync(string manufacturer, IReadOnlyList<string> keys, CancellationToken cancellation);

    /// <summary>One alias, or null.</summary>
    Task<Alias?> ReadAsync(string manufacturer, string id, CancellationToken cancellation);

    /// <summary>A page, newest first. A cursor that is none has no page after it.</summary>
    Task<AliasPage> ListAsync(string manufacturer, string? cursor, int limit, CancellationToken cancellation);

    /// <summary>Takes an alias away. False: there is none.</summary>
    Task<bool> RemoveAsync(string manufacturer, string id, CancellationToken cancellation);
}
