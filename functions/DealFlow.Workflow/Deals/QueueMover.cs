using DealFlow.Domain.Approval;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Workflow.Deals;

/// <summary>
/// Looks at those who wait behind a registration that has ended or was split, in order: each is compared again, moves up when nobody is before it any
/// more, and else waits behind the one that is. After a win they all go to a person instead, who cannot approve one against another that came first.
/// </summary>
public sealed class QueueMover(IRegistrationStore store, DealDesk desk, ConflictCheck conflicts, CheckWriter writer)
{
    /// <summary>Moves the queue behind a registration. Safe to repeat.</summary>
    public async Task MoveAsync(Registration before, CancellationToken cancellation)
    {
        foreach (var id in await store.QueueBehindAsync(before.Id, cancellation))
            await MoveAsync(before, id, cancellation);
    }

    /// <summary>Moves one registration that waits behind another. Safe to repeat.</summary>
    public async Task MoveAsync(Registration before, RegistrationId waiting, CancellationToken cancellation)
    {
        while (!await TryMoveAsync(waiting, before, cancellation))
            cancellation.ThrowIfCancellationRequested();
    }

    private async Task<bool> TryMoveAsync(RegistrationId id, Registration before, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { Registration: { Status: RegistrationStatus.Queued } waiting } stored
            || waiting.Conflict?.HeldBy != before.Id)
            return true;
        var context = await desk.ContextAsync(waiting, cancellation);
        var found = await conflicts.RunAsync(waiting, context.Program, cancellation);
        var after = before.Status is RegistrationStatus.ClosedWon
            ? new SplitDeal(Deciding.HolderWon(waiting, found.On(context.Program.ScopesOf(waiting.Lead.Products)), context), [])
            : Splitting.LookAgain(waiting, found, context, writer.NewId);
        return ReferenceEquals(after.Deal, waiting)
            || await writer.WriteAsync(stored, found, after, context.Program, wake: true, cancellation) is not null;
    }
}
