using DealFlow.Workflow.Signals;
using NodaTime;

namespace DealFlow.Azure.Cosmos.Signals;

/// <summary>
/// Gives the signals of a customer their numbers. What was numbered stands in the customer's head until it is written, and whoever opens the head writes it
/// first: so no number is passed on before its signal can be read.
/// </summary>
internal sealed class SignalNumbering(Documents documents)
{
    /// <summary>Adds those of these signals that are not known, and says how many they were.</summary>
    public async Task<int> AddAsync(string program, SignalCustomer customer, Signal[] part, CancellationToken cancellation)
    {
        var partition = SignalPlaces.Customer(program, customer.Id);
        await NoteAsync(program, customer, part.Min(signal => signal.OccurredAt), cancellation);
        while (true)
        {
            var head = await OpenAsync(program, customer.Id, cancellation);
            var known = (await documents.ReadAllAsync<SignalDocument>(part.Select(signal => (partition, SignalDocument.IdOf(partition, signal))), cancellation))
                .Select(document => document.Body.Id);
            var fresh = part.ExceptBy(known, signal => signal.Id).ToList();
            if (fresh.Count == 0)
                return 0;
            var number = head?.Last ?? 0;
            var next = new HeadDocument
            {
                Id = HeadDocument.IdOf(partition),
                Partition = partition,
                Stamp = head?.Stamp,
                Last = number + fresh.Count,
                Facts = customer.Facts,
                Pending = [.. fresh.Select((signal, place) => SignalDocument.Of(partition, signal, number + 1 + place))],
            };
            if ((head is null ? await documents.CreateAsync(next, cancellation) : await documents.ReplaceAsync(next, cancellation)) is not { } written)
                continue;
            await FinishAsync(written, cancellation);
            return fresh.Count;
        }
    }

    /// <summary>The head of a customer, with nothing pending; null where there is none.</summary>
    public async Task<HeadDocument?> OpenAsync(string program, string customer, CancellationToken cancellation)
    {
        var partition = SignalPlaces.Customer(program, customer);
        var head = await documents.ReadAsync<HeadDocument>(partition, HeadDocument.IdOf(partition), cancellation);
        return head is { Pending.Count: > 0 } ? await FinishAsync(head, cancellation) : head;
    }

    /// <summary>Sees to it that the customer is found, and forgotten in time.</summary>
    private async Task NoteAsync(string program, SignalCustomer customer, Instant oldest, CancellationToken cancellation)
    {
        var row = OldestDocument.Of(program, customer.Id, customer.Keys, Moment.Of(oldest));
        await documents.ChangeAsync<OldestDocument>(
            row.Partition, row.Id, before => before is null || before.Oldest > row.Oldest ? row : null, cancellation);
        await Task.WhenAll(customer.Keys.Select(key =>
            documents.PutAsync(PointerDocument.Of(SignalPlaces.Key(program, key), customer.Id, SignalPlaces.SecondsKept), cancellation)));
    }

    private async Task<HeadDocument?> FinishAsync(HeadDocument head, CancellationToken cancellation)
    {
        await Task.WhenAll(head.Pending.Select(signal => documents.CreateAsync(signal, cancellation)));
        return await documents.ReplaceAsync(head with { Pending = [] }, cancellation)
            ?? await documents.ReadAsync<HeadDocument>(head.Partition, head.Id, cancellation);
    }
}
