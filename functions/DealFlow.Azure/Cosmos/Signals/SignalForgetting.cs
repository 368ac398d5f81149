using System.Globalization;
using NodaTime;

namespace DealFlow.Azure.Cosmos.Signals;

/// <summary>Forgets old signals, the customers with the oldest first.</summary>
internal sealed class SignalForgetting(Documents documents)
{
    private const int CustomersAtOnce = 20;

    /// <summary>Forgets some of what occurred before a time, and says whether there may be more.</summary>
    public async Task<bool> ForgetAsync(Instant before, CancellationToken cancellation)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"SELECT TOP {CustomersAtOnce} * FROM c WHERE c.pk = @pk AND c.oldest < @before ORDER BY c.oldest");
        var rows = await documents.QueryAsync<OldestDocument>(
            new Query(OldestDocument.AllOfThem, text, ("@before", Moment.Of(before))), cancellation);
        foreach (var row in rows)
            await ForgetAsync(row, before, cancellation);
        return rows.Count > 0;
    }

    /// <summary>Of whom nothing is left nothing is kept but the last number.</summary>
    private async Task ForgetAsync(OldestDocument row, Instant before, CancellationToken cancellation)
    {
        var partition = SignalPlaces.Customer(row.Program, row.Customer);
        var old = await documents.QueryAsync<string>(
            new Query(
                partition, "SELECT VALUE c.id FROM c WHERE c.pk = @pk AND c.kind = 'signal' AND c.occurredAt < @before",
                ("@before", Moment.Of(before))), cancellation);
        foreach (var part in old.Chunk(16))
            await Task.WhenAll(part.Select(id => documents.DeleteAsync(partition, id, cancellation)));
        var left = await documents.QueryAsync<long>(
            new Query(partition, "SELECT TOP 1 VALUE c.occurredAt FROM c WHERE c.pk = @pk AND c.kind = 'signal' ORDER BY c.occurredAt"), cancellation);
        if (left is [var oldest])
        {
            await documents.ReplaceAsync(row with { Oldest = oldest }, cancellation);
            return;
        }

        await documents.ChangeAsync<HeadDocument>(
            partition, HeadDocument.IdOf(partition), head => head is { Pending.Count: 0, Facts: not null } ? head with { Facts = null } : null, cancellation);
        foreach (var key in row.Keys)
            await documents.DeleteAsync(
                SignalPlaces.Key(row.Program, key), PointerDocument.Of(SignalPlaces.Key(row.Program, key), row.Customer, null).Id, cancellation);
        await documents.DeleteAsync(row.Partition, row.Id, cancellation);
    }
}
