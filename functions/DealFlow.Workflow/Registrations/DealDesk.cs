using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using NodaTime;

namespace DealFlow.Workflow.Registrations;

/// <summary>
/// Where changes are made: reads the registration, lets the domain decide, writes on condition that nothing has changed meanwhile, and reads again
/// when it has. So of two at once one wins, and the other is judged by what is then. A deadline that has come has passed, whether its timer has
/// fired yet or not: it is never a race between a person and a timer.
/// </summary>
public sealed class DealDesk(
    IRegistrationStore store, IProgramCatalog programs, IPartnerStore partners, ConflictCheck conflicts, IWaker waker, IClock clock)
{
    /// <summary>Carries out what somebody wants done, and wakes the orchestration.</summary>
    /// <param name="judge">Called at each attempt with the registration as it is then.</param>
    public async Task<DeskResult> HandleAsync(
        RegistrationId id, Func<Registration, DealContext, Outcome> judge, CancellationToken cancellation)
    {
        // Whoever has to try again was overtaken by somebody who has not, so this comes to an end.
        for (var attempt = 1; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await store.FindAsync(id, cancellation) is not { } stored)
                return new DeskResult.Unknown();
            var context = await ContextAsync(stored.Registration, cancellation);
            var before = Deadlines.Pass(stored.Registration, context);
            var outcome = judge(before, context);
            if (Approves(before, outcome) && await IsHeldByAnotherAsync(before, context.Program, cancellation))
                outcome = judge(before, context with { HolderIsLive = true });
            var after = outcome is Outcome.Changed changed ? changed.Registration : before;
            if (!ReferenceEquals(after, stored.Registration))
            {
                var change = new RegistrationChange(after, stored.Stamp, true, IfEnded: Approves(before, outcome) ? before.Conflict?.HeldBy : null);
                if (await store.SaveAsync(change, cancellation) is not { } saved)
                    continue;
                await waker.WakeAsync(saved, cancellation);
                after = saved.Registration;
            }

            return outcome is Outcome.Refused refused ? new DeskResult.Refused(refused.Refusal, after, attempt > 1) : new DeskResult.Done(after);
        }
    }

    /// <summary>What the domain may look at when it judges this registration now.</summary>
    public async Task<DealContext> ContextAsync(Registration deal, CancellationToken cancellation)
    {
        var membership = await partners.FindAsync(deal.Manufacturer, deal.Partner, cancellation);
        var holderIsLive = deal.Conflict?.HeldBy is { } holder
            && await store.FindAsync(holder, cancellation) is { Registration.HasEnded: false };
        var program = programs.For(deal);
        return new DealContext(program, clock.GetCurrentInstant(), membership?.Tier ?? deal.Tier ?? "", holderIsLive)
        {
            OfPartner = [.. program.People.InOrder.Where(person => membership?.Includes(person.Mail) is true).Select(person => person.Id)],
            Partner = membership is null ? null : new PartnerRecord(membership.Name, membership.VendorNumber, membership.EndedAt),
        };
    }

    private static bool Approves(Registration before, Outcome outcome) =>
        before.Status is RegistrationStatus.PendingDecision && outcome is Outcome.Changed { Registration.Status: RegistrationStatus.Approved };

    /// <summary>
    /// The check is of an earlier day and names one holder; since then others may go first, such as those between the two in a queue. Where it has
    /// failed then and fails now, the person decides on what is known.
    /// </summary>
    private async Task<bool> IsHeldByAnotherAsync(Registration deal, DealProgram program, CancellationToken cancellation)
    {
        try
        {
            return await conflicts.IsHeldAsync(deal, program, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException && deal.Conflict is { Failed: true })
        {
            return false;
        }
    }
}

/// <summary>What became of a change.</summary>
public abstract record DeskResult
{
    private DeskResult() { }

    /// <summary>Done and stored.</summary>
    public sealed record Done(Registration Registration) : DeskResult;

    /// <summary>Refused; nothing was changed but by the clock. <paramref name="Raced"/>: somebody else was faster.</summary>
    public sealed record Refused(Refusal Refusal, Registration Registration, bool Raced) : DeskResult;

    /// <summary>There is no such registration.</summary>
    public sealed record Unknown : DeskResult;
}
