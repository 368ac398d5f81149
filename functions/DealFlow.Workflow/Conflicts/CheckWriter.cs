using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Workflow.Conflicts;

/// <summary>
/// Writes what a conflict check leads to: the registration and what is split off from it in one write, on condition that whoever holds the customer
/// holds it still.
/// </summary>
public sealed class CheckWriter(IRegistrationStore store, IWaker waker, IRandomness randomness)
{
    /// <summary>The id of a registration that is split off.</summary>
    public RegistrationId NewId() => randomness.NewRegistrationId();

    /// <summary>Writes, and wakes what is split off; null when something has changed since: check again.</summary>
    public async Task<StoredRegistration?> WriteAsync(
        StoredRegistration before, ConflictFindings found, SplitDeal after, DealProgram program, bool wake, CancellationToken cancellation)
    {
        var change = new RegistrationChange(after.Deal, before.Stamp, wake)
        {
            IfHeld = [.. HoldsOn(program.ScopesOf(before.Registration.Lead.Products), found)],
            SplitOff = [.. after.SplitOff.Select(part => new SplitOff(part, program.ScopesOf(part.Lead.Products)))],
        };
        if (await store.SaveAsync(change, cancellation) is not { } saved)
            return null;
        foreach (var part in after.SplitOff)
            await waker.WakeAsync((await store.FindAsync(part.Id, cancellation))!, cancellation);
        if (wake)
            await waker.WakeAsync(saved, cancellation);
        return saved;
    }

    private static IEnumerable<Hold> HoldsOn(IEnumerable<string> scopes, ConflictFindings found)
    {
        foreach (var scope in scopes)
            if (found.HolderOf(scope) is { } holder)
                yield return new Hold(scope, holder);
    }
}
