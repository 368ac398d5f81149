using DealFlow.Domain.Approval;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Workflow.Deals;

/// <summary>
/// Looks at those who wait behind a registration that has ended, in order: each is compared again, moves up when nobody is before it any more, and
/// else waits behind the one that is. After a win they all go to a person instead, who cannot approve one against another that came first.
/// </summary>
public sealed class QueueMover(IRegistrationStore store, DealDesk desk, ConflictCheck conflicts, IWaker waker)
{
    /// <summary>Moves the queue behind a registration that has ended. Safe to repeat.</summary>
    public async Task MoveAsync(Registration ended, CancellationToken cancellation)
    {
        foreach (var id in await store.QueueBehindAsync(ended.Id, cancellation))
            while (!await TryMoveAsync(id, ended, cancellation))
                cancellation.ThrowIfCancellationRequested();
    }

    private async Task<bool> TryMoveAsync(RegistrationId id, Registration ended, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { Registration: { Status: RegistrationStatus.Queued } waiting } stored
            || waiting.Conflict?.HeldBy != ended.Id)
            return true;
        var context = await desk.ContextAsync(waiting, cancellation);
        var report = await conflicts.RunAsync(waiting, context.Program, cancellation);
        if (ended.Status is RegistrationStatus.ClosedWon)
            return await SaveAsync(new RegistrationChange(Deciding.HolderWon(waiting, report, context), stored.Stamp, true), cancellation);

        return report.HeldBy is { } holder
            ? await SaveAsync(new RegistrationChange(waiting with { Conflict = report }, stored.Stamp, false, IfAlive: holder), cancellation)
            : await SaveAsync(new RegistrationChange(Deciding.MoveUp(waiting, context.Now), stored.Stamp, true), cancellation);
    }

    private async Task<bool> SaveAsync(RegistrationChange change, CancellationToken cancellation)
    {
        if (await store.SaveAsync(change, cancellation) is not { } saved)
            return false;
        if (change.Wake)
            await waker.WakeAsync(saved, cancellation);
        return true;
    }
}
