using DealFlow.Domain.Privacy;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Privacy;

/// <summary>Erases contacts: at once where somebody wishes it, and by itself when the program's time after the end has passed.</summary>
public sealed class ContactKeeper(IContactStore contacts, IRegistrationStore store, DealDesk desk, IProgramCatalog programs, IClock clock)
{
    private volatile bool _toScrub;

    /// <summary>
    /// Erases the contact of a registration, and of those that were split from the same one: the partner wrote it once for all of them.
    /// </summary>
    public async Task<DeskResult> EraseAsync(Registration deal, Actor by, CancellationToken cancellation)
    {
        _toScrub = true; // is done later where this comes to an early end
        var result = await EraseOneAsync(deal.Id, by, cancellation);
        var first = deal.SplitFrom ?? deal.Id;
        if (first != deal.Id)
            await EraseOneAsync(first, by, cancellation);

        // What is split off from here on has no contact any more.
        var parts = (await store.FindAsync(first, cancellation))?.Registration.SplitInto ?? [];
        foreach (var part in parts.Where(part => part != deal.Id))
            await EraseOneAsync(part, by, cancellation);
        await ScrubAsync(cancellation);
        return result;
    }

    /// <summary>When the next contact is to be erased; null: none is kept that has a time.</summary>
    public async Task<Instant?> NextDueAsync(CancellationToken cancellation) =>
        (await contacts.FirstEndedAsync(cancellation)).Min(deal => ContactRetention.DueAt(deal, programs.For(deal)));

    /// <summary>Erases every contact that is due now, and forgets idempotency keys that have expired. Goes on where a crash has ended it.</summary>
    public async Task EraseDueAsync(CancellationToken cancellation)
    {
        await contacts.ForgetExpiredMarksAsync(cancellation);
        while (await DueAsync(cancellation) is { Count: > 0 } due)
        {
            foreach (var deal in due)
                await desk.HandleAsync(deal.Id, (current, context) => ContactRetention.Pass(current, context), cancellation);
            _toScrub = true;
        }

        if (_toScrub)
            await ScrubAsync(cancellation);
    }

    private async Task<List<Registration>> DueAsync(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        return [.. (await contacts.FirstEndedAsync(cancellation)).Where(deal => ContactRetention.DueAt(deal, programs.For(deal)) <= now)];
    }

    private Task<DeskResult> EraseOneAsync(RegistrationId id, Actor by, CancellationToken cancellation) =>
        desk.HandleAsync(id, (deal, context) => Deal.Handle(deal, new DealCommand.EraseContact(by), context), cancellation);

    private async Task ScrubAsync(CancellationToken cancellation)
    {
        _toScrub = true;
        _toScrub = !await contacts.ScrubAsync(cancellation);
    }
}
