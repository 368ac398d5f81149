using DealFlow.Workflow.Mails;
using NodaTime;

namespace DealFlow.Azure.Cosmos;

/// <summary>
/// What waits for daily mails, in one partition of Cosmos DB. An item that is done is remembered for some months, so that it is not sent twice.
/// </summary>
public sealed class CosmosDailyMailStore : IDailyMailStore
{
    private const string AllOfThem = "daily";
    private const int AtOnce = 16;
    private static readonly int DoneIsKept = (int)Duration.FromDays(120).TotalSeconds;
    private readonly Documents _documents;

    internal CosmosDailyMailStore(Documents documents) => _documents = documents;

    /// <inheritdoc/>
    public Task AddAsync(DailyItem item, CancellationToken cancellation) => _documents.CreateAsync(
        new DailyItemDocument { Id = IdOf(item.Id), Partition = AllOfThem, DueAt = Moment.Of(item.DueAt), Body = item }, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DailyItem>> DueAsync(Instant now, CancellationToken cancellation)
    {
        var due = await _documents.QueryAsync<DailyItemDocument>(
            new Query(
                AllOfThem, "SELECT * FROM c WHERE c.pk = @pk AND c.done = false AND c.dueAt <= @now", ("@now", Moment.Of(now))), cancellation);
        return [.. due.Select(document => document.Body).Where(item => item.DueAt <= now).OrderBy(item => item.Reader, StringComparer.Ordinal).ThenBy(item => item.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<Instant?> NextDueAsync(CancellationToken cancellation)
    {
        var next = await _documents.QueryAsync<DailyItemDocument>(
            new Query(AllOfThem, "SELECT TOP 1 * FROM c WHERE c.pk = @pk AND c.done = false ORDER BY c.dueAt"), cancellation);
        return next is [var first] ? first.Body.DueAt : null;
    }

    /// <inheritdoc/>
    public async Task DoneAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        foreach (var part in ids.Chunk(AtOnce))
            await Task.WhenAll(part.Select(id => _documents.ChangeAsync<DailyItemDocument>(
                AllOfThem, IdOf(id), before => before is { Done: false } ? before with { Done = true, SecondsKept = DoneIsKept } : null, cancellation)));
    }

    private static string IdOf(string item) => $"daily:{item.Replace('/', ':')}";

    private sealed record DailyItemDocument : Document
    {
        public override string Kind => "dailyItem";
        public required long DueAt { get; init; }
        public bool Done { get; init; }
        public required DailyItem Body { get; init; }
    }
}
