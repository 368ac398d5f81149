using DealFlow.Workflow.SignIn;
using NodaTime;

namespace DealFlow.Azure.Cosmos;

/// <summary>Used tokens and counts of signing in, in Cosmos DB, each a document that forgets itself.</summary>
public sealed class CosmosSignInStore : ISignInStore
{
    private readonly Documents _documents;
    private readonly IClock _clock;

    internal CosmosSignInStore(Documents documents, IClock clock) => (_documents, _clock) = (documents, clock);

    /// <inheritdoc/>
    public async Task<bool> TryUseAsync(string token, Instant keepUntil, CancellationToken cancellation) => await _documents.CreateAsync(
        new UsedTokenDocument { Id = IdOf(token), Partition = IdOf(token), SecondsKept = Kept.Until(keepUntil, _clock.GetCurrentInstant()) },
        cancellation) is not null;

    /// <inheritdoc/>
    public async Task<bool> IsUsedAsync(string token, CancellationToken cancellation) =>
        await _documents.ReadAsync<UsedTokenDocument>(IdOf(token), IdOf(token), cancellation) is not null;

    /// <inheritdoc/>
    public async Task<bool> TryCountAsync(string what, int most, Instant until, CancellationToken cancellation)
    {
        var (id, isCounted) = ($"count:{Names.Hash($"{what} {until.ToUnixTimeTicks()}")}", false);
        var first = new CountDocument { Id = id, Partition = id, SecondsKept = Kept.Until(until, _clock.GetCurrentInstant()) };
        await _documents.ChangeAsync<CountDocument>(
            id, id,
            before =>
            {
                isCounted = (before?.Count ?? 0) < most;
                return isCounted ? first with { Count = (before?.Count ?? 0) + 1 } : null;
            },
            cancellation);
        return isCounted;
    }

    private static string IdOf(string token) => $"token:{Names.Hash(token)}";

    private sealed record UsedTokenDocument : Document
    {
        public override string Kind => "usedToken";
    }

    private sealed record CountDocument : Document
    {
        public override string Kind => "count";
        public int Count { get; init; }
    }
}
