using DealFlow.Azure.Mails;
using NodaTime;

namespace DealFlow.Azure.Cosmos;

/// <summary>Which mails were handed over, in Cosmos DB. Of what a mail said nothing is kept.</summary>
public sealed class CosmosSentMails : ISentMails
{
    private static readonly int SecondsRemembered = (int)Duration.FromDays(400).TotalSeconds;
    private readonly Documents _documents;

    internal CosmosSentMails(Documents documents) => _documents = documents;

    /// <inheritdoc/>
    public async Task<bool> TryBeginAsync(string id, Instant now, Duration inDoubt, CancellationToken cancellation)
    {
        var (name, isBegun) = (IdOf(id), false);
        await _documents.ChangeAsync<SentMailDocument>(
            name, name,
            before =>
            {
                isBegun = before is null or { State: SentState.None } || (before.State is SentState.Begun && before.Since + inDoubt <= now);
                return isBegun
                    ? new SentMailDocument { Id = name, Partition = name, SecondsKept = SecondsRemembered, State = SentState.Begun, Since = now }
                    : null;
            },
            cancellation);
        return isBegun;
    }

    /// <inheritdoc/>
    public async Task<SentState> FindAsync(string id, CancellationToken cancellation) =>
        (await _documents.ReadAsync<SentMailDocument>(IdOf(id), IdOf(id), cancellation))?.State ?? SentState.None;

    /// <inheritdoc/>
    public Task SentAsync(string id, CancellationToken cancellation) => ChangeAsync(id, SentState.Sent, cancellation);

    /// <inheritdoc/>
    public Task GiveUpAsync(string id, CancellationToken cancellation) => ChangeAsync(id, SentState.None, cancellation);

    /// <summary>What was sent stays sent.</summary>
    private Task ChangeAsync(string id, SentState state, CancellationToken cancellation) => _documents.ChangeAsync<SentMailDocument>(
        IdOf(id), IdOf(id), before => before is { State: SentState.Begun } ? before with { State = state } : null, cancellation);

    private static string IdOf(string mail) => $"mail:{Names.Hash(mail)}";

    private sealed record SentMailDocument : Document
    {
        public override string Kind => "sentMail";
        public required SentState State { get; init; }
        public required Instant Since { get; init; }
    }
}
