using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Azure.Cosmos.Indexing;

/// <summary>
/// Says whether look-ups may be relied on. Until everything is whole each asks the one document; afterwards this process knows, and asks no more; a host
/// of an older version goes on so until it is replaced.
/// </summary>
internal sealed class IndexingState(Documents documents)
{
    private volatile IndexingDocument? _known;

    /// <summary>What was known last; null: nothing of this version.</summary>
    public IndexingDocument? Known => _known;

    /// <summary>What is so now; null: this version was not yet begun with.</summary>
    public async Task<IndexingDocument?> LookAsync(CancellationToken cancellation)
    {
        if (_known is { IsWhole: true } whole)
            return whole;
        var found = await documents.ReadAsync<IndexingDocument>(IndexingDocument.Place, IndexingDocument.Place, cancellation);
        return _known = found?.Version == IndexedCustomer.Version ? found : null;
    }

    /// <exception cref="IndexIncompleteException">Some accounts are still to be indexed.</exception>
    public Task EnsureAccountsAsync(CancellationToken cancellation) => EnsureAsync(document => document.Accounts, cancellation);

    /// <exception cref="IndexIncompleteException">Some registrations are still to be indexed.</exception>
    public Task EnsureRegistrationsAsync(CancellationToken cancellation) => EnsureAsync(document => document.Registrations, cancellation);

    /// <summary>Begins with this version, unless somebody has.</summary>
    public Task BeginAsync(long registrations, long accounts, CancellationToken cancellation) => WriteAsync(
        before => before?.Version == IndexedCustomer.Version ? null : IndexingDocument.Of(IndexedCustomer.Version, registrations, accounts), cancellation);

    /// <summary>Notes how far it has come.</summary>
    public Task NoteAsync(Func<IndexingDocument, IndexingDocument> change, CancellationToken cancellation) => WriteAsync(
        before => before?.Version == IndexedCustomer.Version ? change(before) : null, cancellation);

    private async Task EnsureAsync(Func<IndexingDocument, IndexedShare> shareOf, CancellationToken cancellation)
    {
        if (!IsWhole(_known) && !IsWhole(await LookAsync(cancellation)))
            throw new IndexIncompleteException();

        bool IsWhole(IndexingDocument? document) => document is not null && shareOf(document).IsWhole;
    }

    private async Task WriteAsync(Func<IndexingDocument?, IndexingDocument?> change, CancellationToken cancellation)
    {
        var written = await documents.ChangeAsync(IndexingDocument.Place, IndexingDocument.Place, change, cancellation);
        _known = written?.Version == IndexedCustomer.Version ? written : null;
    }
}
