using DealFlow.Azure.Cosmos.Registrations;

namespace DealFlow.Azure.Cosmos.Indexing;

/// <summary>
/// Indexes anew what was indexed under another version of the algorithm, a few at a time, whenever it is run. What is done is found no more, so that it
/// goes on where it was after a break, in whatever process. Until it is through look-ups are refused, as they are on the local host.
/// </summary>
public sealed class CosmosReindexing
{
    private readonly IndexingState _state;
    private readonly OlderRows _rows;
    private readonly OlderAccounts _accounts;
    private readonly TimeProvider _time;

    internal CosmosReindexing(Documents documents, IndexingState state, Arbiter arbiter, CosmosCandidateIndex index, TimeProvider time) =>
        (_state, _rows, _accounts, _time) = (state, new OlderRows(documents, arbiter), new OlderAccounts(documents, index), time);

    /// <summary>How far it had come when it was looked at last; null: it is complete.</summary>
    public string? Progress => _state.Known is { } known ? known.Progress : "indexing customers, about to begin";

    /// <summary>How many at a time.</summary>
    internal int AtOnce { get; set; } = 100;

    /// <summary>Looks how far it has come: one read until it is complete, and none afterwards.</summary>
    public Task LookAsync(CancellationToken cancellation) => _state.LookAsync(cancellation);

    /// <summary>
    /// Looks whether there is something to do, where nobody has for this version; if not, as in an empty container, it is complete at once. Hosts do so when
    /// they start: one read as a rule.
    /// </summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        if (await _state.LookAsync(cancellation) is null && !await _rows.AnyAsync(cancellation) && !await _accounts.AnyAsync(cancellation))
            await _state.BeginAsync(0, 0, cancellation);
    }

    /// <summary>
    /// Goes on for a while. When all is complete a later run looks once more for what a host of the version before, not yet replaced, has written meanwhile;
    /// once it finds nothing, runs cost nothing.
    /// </summary>
    /// <param name="longest">After so long no more are begun with.</param>
    public async Task RunAsync(TimeSpan longest, CancellationToken cancellation)
    {
        if (await _state.LookAsync(cancellation) is null)
            await _state.BeginAsync(await _rows.CountAsync(cancellation), await _accounts.CountAsync(cancellation), cancellation);
        if (_state.Known is not { IsConfirmed: false, IsWhole: var wasWhole })
            return;
        var began = _time.GetTimestamp();
        var isEnough = () => _time.GetElapsedTime(began) >= longest;
        var rows = await GoThroughAsync(_rows.StepAsync, (state, change) => state with { Registrations = change(state.Registrations) }, isEnough, cancellation);
        var accounts = await GoThroughAsync(_accounts.StepAsync, (state, change) => state with { Accounts = change(state.Accounts) }, isEnough, cancellation);
        if (wasWhole && rows == 0 && accounts == 0)
            await _state.NoteAsync(state => state with { IsConfirmed = true }, cancellation);
    }

    /// <summary>How many were found.</summary>
    private async Task<int> GoThroughAsync(
        Func<int, CancellationToken, Task<Step>> stepAsync, Func<IndexingDocument, Func<IndexedShare, IndexedShare>, IndexingDocument> note, Func<bool> isEnough,
        CancellationToken cancellation)
    {
        for (var all = 0; ;)
        {
            var (found, done) = await stepAsync(AtOnce, cancellation);
            all += found;
            if (found > 0 || _state.Known is not { IsWhole: true })
                await _state.NoteAsync(state => note(state, share => share with { Done = share.Done + done, IsWhole = share.IsWhole || found == 0 }), cancellation);
            if (done == 0 || isEnough())
                return all;
        }
    }
}

/// <summary>One step: how many were found to be indexed anew, and how many are. The others somebody has written meanwhile; they are found again.</summary>
internal sealed record Step(int Found, int Done);
