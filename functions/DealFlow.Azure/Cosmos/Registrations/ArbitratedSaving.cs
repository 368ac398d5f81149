using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Azure.Cosmos.Registrations;

/// <summary>Writes a change with what it splits off, or nothing, as one decision of the manufacturer's arbiter.</summary>
internal sealed class ArbitratedSaving(RegistrationChange change, long number, Documents documents, Arbiter arbiter, Wakes wakes)
{
    private readonly Registration _deal = change.Registration;
    private readonly List<string> _marks = [];
    private RegistrationDocument? _saved;

    /// <summary>
    /// Null: a condition did not hold, and nothing was written. Also where nobody has to learn of the change it is marked while it is under way, so that
    /// the sweep finishes it after a crash.
    /// </summary>
    public async Task<StoredRegistration?> RunAsync(CancellationToken cancellation)
    {
        var isWritten = await arbiter.DecideAsync(_deal.Manufacturer, current => DecideAsync(current, cancellation), cancellation);
        foreach (var mark in isWritten ? _marks.Take(change.Wake ? 0 : 1) : _marks)
            await wakes.TakeBackAsync(mark, cancellation);
        return isWritten ? _saved!.Stored : null;
    }

    private async Task<ArbiterDocument?> DecideAsync(ArbiterDocument current, CancellationToken cancellation)
    {
        var before = await FindAsync(_deal.Id, cancellation);
        if (before is null || before.Number != number || !await HoldsAsync(cancellation))
            return null;
        var found = await RowAsync(_deal.Id, cancellation) ?? throw new InvalidOperationException($"{_deal.Id} has no row.");
        var row = found.IndexedFor(before.Body.Lead.Customer);
        _saved = before with { Number = number + 1, Body = _deal, Stamp = null };
        var log = current.Log + 1;
        var parts = change.SplitOff.Select((part, place) => (
            Document: RegistrationDocument.Of(part.Registration with { Sequence = row.Sequence }, RegistrationDocument.FirstNumber),
            Row: PartOf(row, part, current.Places + 1 + place, log))).ToList();
        var own = row with { Log = log, Scopes = [.. row.Scopes.Except(change.SplitOff.SelectMany(part => part.Scopes))], Facts = RowFacts.Of(_deal), Stamp = null };

        if (_marks.Count == 0)
        {
            _marks.Add(await wakes.AddAsync(_deal, number + 1, cancellation));
            foreach (var part in parts)
                _marks.Add(await wakes.AddAsync(part.Document.Body, part.Document.Number, cancellation));
        }

        return current with
        {
            Places = current.Places + parts.Count,
            Pending = new LogEntry(Nonce.New(), _saved, number)
            {
                Parts = [.. parts.Select(part => part.Document)],
                Rows = [own, .. parts.Select(part => part.Row)],
            },
        };
    }

    private async Task<bool> HoldsAsync(CancellationToken cancellation)
    {
        if (change.IfEnded is { } ended && await FindAsync(ended, cancellation) is not { Body.HasEnded: true })
            return false;
        foreach (var hold in change.IfHeld)
            if (await RowAsync(hold.Holder, cancellation) is not { Facts.Ended: false } holder || !holder.Scopes.Contains(hold.Scope))
                return false;
        foreach (var part in change.SplitOff)
            if (await FindAsync(part.Registration.Id, cancellation) is not null)
                return false;
        return true;
    }

    /// <summary>Its row has the whole's keys, so that it is found by them, and of the scopes its own.</summary>
    private static DealRow PartOf(DealRow whole, SplitOff part, long place, long log) =>
        DealRow.Of(part.Registration, new CustomerClaim(part.Scopes, whole.Keys, []), whole.Sequence, place, log) with
        {
            IndexKeys = whole.IndexKeys,
            Fingerprint = whole.Fingerprint,
            IndexVersion = whole.IndexVersion,
        };

    private Task<RegistrationDocument?> FindAsync(RegistrationId id, CancellationToken cancellation) =>
        documents.ReadAsync<RegistrationDocument>(id.Value, id.Value, cancellation);

    private Task<DealRow?> RowAsync(RegistrationId id, CancellationToken cancellation) => documents.ReadAsync<DealRow>(
        Names.Manufacturer(_deal.Manufacturer), DealRow.IdOf(Names.Manufacturer(_deal.Manufacturer), id), cancellation);
}
