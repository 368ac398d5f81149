using System.Collections.Concurrent;

namespace DealFlow.Azure.Cosmos.Registrations;

/// <summary>
/// Lets the manufacturers' arbiters decide, one decision after the other. A decision is one conditional write, with everything that follows from it
/// inside; then that is written to where it is read. Whoever finds it unfinished, after a crash, finishes it first, so that nothing is lost and
/// each decision sees all before it.
/// </summary>
internal sealed class Arbiter(Documents documents)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>
    /// Decides. <paramref name="decide"/> gets the arbiter, sees everything decided before, and may be asked again; it gives the arbiter's next state
    /// with the entry as pending, or null to leave all as it is. False: nothing was written.
    /// </summary>
    public async Task<bool> DecideAsync(string manufacturer, Func<ArbiterDocument, Task<ArbiterDocument?>> decide, CancellationToken cancellation)
    {
        // Of many at once in one process each waits for its turn, rather than that all but one work in vain.
        var turn = _turns.GetOrAdd(manufacturer, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                var arbiter = await OpenAsync(manufacturer, cancellation);
                if (await decide(arbiter) is not { } next)
                    return false;
                if (await documents.ReplaceAsync(next with { Log = arbiter.Log + 1 }, cancellation) is { } decided)
                    return await FinishAsync(decided, cancellation);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Finishes what is pending of a manufacturer.</summary>
    public async Task FinishAsync(string manufacturer, CancellationToken cancellation)
    {
        var name = ArbiterDocument.Of(manufacturer);
        if (await documents.ReadAsync<ArbiterDocument>(name.Partition, name.Id, cancellation) is { Pending: not null } arbiter)
            await FinishAsync(arbiter, cancellation);
    }

    /// <summary>The manufacturers that have an arbiter.</summary>
    public async Task<IReadOnlyList<string>> ManufacturersAsync(CancellationToken cancellation) =>
        [.. (await documents.QueryAsync<ManufacturerDocument>(
            new Query(ManufacturerDocument.AllOfThem, "SELECT * FROM c WHERE c.pk = @pk"), cancellation)).Select(found => found.Manufacturer).Order(StringComparer.Ordinal)];

    /// <summary>The arbiter with nothing pending.</summary>
    private async Task<ArbiterDocument> OpenAsync(string manufacturer, CancellationToken cancellation)
    {
        var name = ArbiterDocument.Of(manufacturer);
        if (_known.TryAdd(manufacturer, true))
            await documents.CreateAsync(ManufacturerDocument.Of(manufacturer), cancellation);
        while (true)
        {
            var arbiter = await documents.ReadAsync<ArbiterDocument>(name.Partition, name.Id, cancellation)
                ?? await documents.CreateAsync(name, cancellation);
            if (arbiter is { Pending: not null })
                await FinishAsync(arbiter, cancellation);
            else if (arbiter is not null)
                return arbiter;
        }
    }

    /// <summary>Writes what is pending, and takes it off the arbiter. False: it is void.</summary>
    private async Task<bool> FinishAsync(ArbiterDocument arbiter, CancellationToken cancellation)
    {
        var entry = arbiter.Pending!;
        var isDone = await WriteMainAsync(entry, cancellation);
        if (isDone)
            await Task.WhenAll(
            [
                .. entry.Parts.Select(part => documents.CreateAsync(part with { Entries = [entry.Id] }, cancellation)),
                .. entry.Rows.SelectMany(row => new[] { row, row.InPartner }).Select(row => WriteRowAsync(row, entry.IfNumber is null, cancellation)),
                .. entry.Mark is { } mark ? [WriteMarkAsync(mark, cancellation)] : Array.Empty<Task>(),
            ]);
        await documents.ReplaceAsync(arbiter with { Pending = null }, cancellation); // or somebody else has done so meanwhile
        return isDone;
    }

    private async Task<bool> WriteMainAsync(LogEntry entry, CancellationToken cancellation)
    {
        if (entry.IfNumber is null && await documents.CreateAsync(entry.Main with { Entries = [entry.Id] }, cancellation) is not null)
            return true;
        while (true)
        {
            var stored = await documents.ReadAsync<RegistrationDocument>(entry.Main.Partition, entry.Main.Id, cancellation);
            if (stored is not null && stored.Entries.Contains(entry.Id))
                return true;
            if (stored is null || stored.Number != entry.IfNumber)
                return false;
            if (await documents.ReplaceAsync(entry.Main with { Entries = [.. stored.Entries, entry.Id], Stamp = stored.Stamp }, cancellation) is not null)
                return true;
        }
    }

    private async Task WriteRowAsync(DealRow row, bool isNew, CancellationToken cancellation)
    {
        if (!isNew || await documents.CreateAsync(row, cancellation) is null)
            await documents.ChangeAsync<DealRow>(row.Partition, row.Id, before => before is null || before.Log < row.Log ? row : null, cancellation);
    }

    /// <summary>A key that has expired is used again.</summary>
    private Task WriteMarkAsync(MarkDocument mark, CancellationToken cancellation) => documents.ChangeAsync<MarkDocument>(
        mark.Partition, mark.Id, before => before is null || before.ExpiresAt <= mark.AcceptedAt ? mark : null, cancellation);
}
