using DealFlow.Domain.Approval;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Durable;
using DealFlow.Workflow.Registrations;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace DealFlow.Workflow.Deals;

/// <summary>What the orchestration has done in the world. Each may run more than once and has its effect once.</summary>
public sealed class DealActivities(
    IRegistrationStore store, DealDesk desk, ConflictCheck conflicts, CheckWriter writer, EffectDelivery delivery, IClock clock,
    ILogger<DealActivities> logger)
{
    /// <summary>Passes deadlines and does what is owed.</summary>
    public const string Proceed = "Proceed";

    /// <summary>Checks for conflicts and does what the program says to the outcome; lines that meet different answers are split.</summary>
    public const string CheckConflicts = "CheckConflicts";

    /// <summary>The check could not be completed: a person decides.</summary>
    public const string GiveCheckToPerson = "GiveCheckToPerson";

    /// <summary>Shows on the timeline that something owed could not be done.</summary>
    public const string SurfaceFailure = "SurfaceFailure";

    /// <summary>The deal's orchestration and its activities, for an engine.</summary>
    public OrchestrationCatalog AddTo(OrchestrationCatalog catalog, IOrchestrationClient engine) => catalog
        .Orchestration<string, string>(DealRegistrationOrchestration.Name, DealRegistrationOrchestration.Version, DealRegistrationOrchestration.RunAsync)
        .Activity(Proceed, Guarded(Proceed, (id, stop) => ProceedAsync(engine, id, stop)))
        .Activity(CheckConflicts, Guarded(CheckConflicts, CheckConflictsAsync))
        .Activity(GiveCheckToPerson, Guarded(GiveCheckToPerson, GiveCheckToPersonAsync))
        .Activity(SurfaceFailure, Guarded(SurfaceFailure, (id, stop) => SurfaceFailureAsync(engine, id, stop)));

    /// <summary>
    /// An engine keeps the message of a failure in its history, and messages of others may quote what a person wrote: only the type goes there.
    /// </summary>
    private Func<string, CancellationToken, Task<DealState>> Guarded(string activity, Func<string, CancellationToken, Task<DealState>> run) =>
        async (id, cancellation) =>
        {
            try
            {
                return await run(id, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.ActivityFailed(logger, activity, id, e.GetType().FullName!);
                throw new DealActivityException(e);
            }
        };

    private async Task<DealState> ProceedAsync(IOrchestrationClient engine, string id, CancellationToken cancellation)
    {
        // What is owed comes first: silence must not decide for somebody whose mail was never sent.
        var stored = await DeliverAsync(await FindAfterOutageAsync(engine, id, cancellation), cancellation);
        stored = await ChangeAsync(stored, (deal, context) => Deadlines.Pass(deal, context), cancellation);
        stored = await DeliverAsync(stored, cancellation);
        return await StateAsync(stored.Registration, cancellation);
    }

    private async Task<StoredRegistration> DeliverAsync(StoredRegistration stored, CancellationToken cancellation)
    {
        var delivered = await delivery.DeliverAsync(stored.Registration, cancellation);
        if (delivered.Done.Count > 0)
            stored = await ChangeAsync(stored, (deal, _) => deal.WithoutOwed(delivered.Done), cancellation);
        return delivered.Failure is { } failure ? throw failure : stored;
    }

    private async Task<DealState> CheckConflictsAsync(string id, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = await FindAsync(id, cancellation);
            if (stored.Registration.Status is not RegistrationStatus.Received)
                return await StateAsync(stored.Registration, cancellation);
            var context = await desk.ContextAsync(stored.Registration, cancellation);
            var found = await conflicts.RunAsync(stored.Registration, context.Program, cancellation);
            var after = Splitting.AfterCheck(stored.Registration, found, context, writer.NewId);
            if (await writer.WriteAsync(stored, found, after, context.Program, wake: false, cancellation) is { } saved)
                return await StateAsync(saved.Registration, cancellation);
        }
    }

    private async Task<DealState> GiveCheckToPersonAsync(string id, CancellationToken cancellation)
    {
        Log.CheckFailed(logger, id);
        var stored = await ChangeAsync(
            await FindAsync(id, cancellation),
            (deal, context) => deal.Status is RegistrationStatus.Received ? Deciding.AfterCheck(deal, ConflictReport.CouldNotCheck, context) : deal,
            cancellation);
        return await StateAsync(stored.Registration, cancellation);
    }

    private async Task<DealState> SurfaceFailureAsync(IOrchestrationClient engine, string id, CancellationToken cancellation)
    {
        Log.DeliveryFailed(logger, id);
        // From here on silence decides nothing for this deal, so the clock may go on although somebody was not reached.
        var stored = await ChangeAsync(
            await FindAfterOutageAsync(engine, id, cancellation), (deal, context) => Deadlines.Pass(deal.DeliveryFailed(context.Now), context), cancellation);
        return await StateAsync(stored.Registration, cancellation);
    }

    /// <summary>
    /// Writes a change of the clock's; one that changes nothing is not written. The orchestration itself need not be woken for it. Tried first on what
    /// was read before: where somebody has changed it since, the write fails and it is read again, or the orchestration is woken anyway.
    /// </summary>
    private async Task<StoredRegistration> ChangeAsync(
        StoredRegistration stored, Func<Registration, DealContext, Registration> change, CancellationToken cancellation)
    {
        while (true)
        {
            var after = change(stored.Registration, await desk.ContextAsync(stored.Registration, cancellation));
            if (ReferenceEquals(after, stored.Registration))
                return stored;
            if (await store.SaveAsync(new RegistrationChange(after, stored.Stamp, false), cancellation) is { } saved)
                return saved;
            stored = await FindAsync(stored.Registration.Id.Value, cancellation);
        }
    }

    /// <summary>Reads the registration. Where its orchestration has waited for the store, the timeline says so before anything else happens.</summary>
    private async Task<StoredRegistration> FindAfterOutageAsync(IOrchestrationClient engine, string id, CancellationToken cancellation)
    {
        var stored = await FindAsync(id, cancellation);
        return StoreOutage.SinceIn((await engine.GetAsync(id, cancellation))?.Status) is { } since
            ? await ChangeAsync(stored, (deal, context) => deal.GoesOnAfterOutage(since, context.Now), cancellation)
            : stored;
    }

    private async Task<StoredRegistration> FindAsync(string id, CancellationToken cancellation) =>
        await store.FindAsync(RegistrationId.Parse(id), cancellation)
        ?? throw new InvalidOperationException($"Registration {id} is not in the store.");

    private async Task<DealState> StateAsync(Registration deal, CancellationToken cancellation)
    {
        var context = await desk.ContextAsync(deal, cancellation);
        var next = deal.Owed.IsEmpty ? Deadlines.Next(deal, context.Program) : clock.GetCurrentInstant();
        return new DealState(deal.Status, next, !deal.Owed.IsEmpty);
    }
}

/// <summary>An activity has failed; says no more than with what type of exception.</summary>
public sealed class DealActivityException(Exception cause) : Exception($"Failed with {cause.GetType().FullName}.");
