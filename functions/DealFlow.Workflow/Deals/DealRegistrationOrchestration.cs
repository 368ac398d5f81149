using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Workflow.Deals;

/// <summary>
/// The story of one deal, from the registration to its end. It owns time and effects; what is decided is decided by the store and the domain, and
/// read here after the fact. Inputs, events and results carry ids, statuses and times only.
/// </summary>
public sealed class DealRegistrationOrchestration
{
    /// <summary>The name under which it runs.</summary>
    public const string Name = "DealRegistration";

    /// <summary>The version on which new deals start. An old deal finishes on the code it started with.</summary>
    public const string Version = "1";

    /// <summary>The external event that says: something has changed, look again.</summary>
    public const string Changed = "changed";

    private const int EventsBeforeContinuing = 200;
    private static readonly Duration PauseAfterFailure = Duration.FromHours(1);
    private static readonly RetryPolicy Patient = new(5, Duration.FromSeconds(10), 3.0, Duration.FromMinutes(10));

    private readonly IOrchestrationContext _context;
    private readonly string _id;
    private int _events;
    private Instant? _unreachableSince;

    private DealRegistrationOrchestration(IOrchestrationContext context, string id) => (_context, _id) = (context, id);

    /// <summary>Runs the deal of this registration id. Returns the status it ended in.</summary>
    public static Task<string> RunAsync(IOrchestrationContext context, string id) => new DealRegistrationOrchestration(context, id).RunAsync();

    private async Task<string> RunAsync()
    {
        // Received: the customer is held since the request; the partner gets the receipt.
        var deal = await ProceedAsync();

        // Undecided: checked for conflicts when its turn comes; then the rules decide, or people are asked, reminded and asked again.
        // Behind another one it waits here until that one has ended.
        while (deal.Status.IsUndecided() && !deal.IsToldAnew)
            deal = deal.Status is RegistrationStatus.Received ? await CheckConflictsAsync() : await WaitAsync(deal);

        // Protected: the partner knows what the deal is worth, and both sides follow up every few weeks until it is closed or expires.
        while (!deal.Status.IsTerminal() && !deal.IsToldAnew)
            deal = await WaitAsync(deal);

        // Ended: everybody is told, finance has its event, and the next in the queue moves up. Invoices and credits may follow a win at any time.
        while ((deal.IsOwing || deal.Status is RegistrationStatus.ClosedWon) && !deal.IsToldAnew)
            deal = await WaitAsync(deal);
        return Words.Of(deal.Status);
    }

    private async Task<DealState> CheckConflictsAsync()
    {
        var began = _context.UtcNow;
        if (await TryAsync(DealActivities.CheckConflicts) is null && await TryAsync(DealActivities.GiveCheckToPerson) is null)
            StoreIsAway(began);
        return await ProceedAsync();
    }

    /// <summary>Waits for the next deadline of the deal or for a change, whichever comes first, and does what is then to be done.</summary>
    private async Task<DealState> WaitAsync(DealState deal)
    {
        _context.SetStatus(Words.Of(deal.Status));
        var change = await _context.WaitForEventAsync<string>(Changed, deal.NextAt);
        if (!change.Received || ++_events < EventsBeforeContinuing)
            return await ProceedAsync();

        // Keeps the history short: the story is told anew from where the deal stands.
        _context.ContinueAsNew(_id);
        return deal with { IsToldAnew = true };
    }

    /// <summary>
    /// Passes the deadlines that are due and does everything that is owed. What cannot be done now is shown on the timeline and tried again
    /// later: the deal waits, nothing is lost. While not even the store answers, that is in the status, and on the timeline afterwards.
    /// </summary>
    private async Task<DealState> ProceedAsync()
    {
        var began = _context.UtcNow;
        while (true)
        {
            if (await TryAsync(DealActivities.Proceed) is { } deal)
                return StoreIsThere(deal);
            if (await TryAsync(DealActivities.SurfaceFailure) is { } waiting)
                return StoreIsThere(waiting) with { NextAt = _context.UtcNow + PauseAfterFailure };
            StoreIsAway(began);
            await _context.SleepUntilAsync(_context.UtcNow + PauseAfterFailure);
        }
    }

    private void StoreIsAway(Instant since) => _context.SetStatus(StoreOutage.StatusOf(_unreachableSince ??= since));

    private DealState StoreIsThere(DealState deal)
    {
        if (_unreachableSince is not null)
            _context.SetStatus(Words.Of(deal.Status));
        _unreachableSince = null;
        return deal;
    }

    /// <summary>Null: it could not be done, however often it was tried.</summary>
    private async Task<DealState?> TryAsync(string activity)
    {
        try
        {
            return await _context.CallActivityAsync<DealState>(activity, _id, Patient);
        }
        catch (ActivityFailedException)
        {
            return null;
        }
    }
}

/// <summary>Where a deal stands, as far as the orchestration needs to know.</summary>
/// <param name="NextAt">When the clock acts next; null: never, as it stands.</param>
/// <param name="IsOwing">Whether effects are still to be done.</param>
/// <param name="IsToldAnew">The orchestration continues as new.</param>
public sealed record DealState(RegistrationStatus Status, Instant? NextAt, bool IsOwing, bool IsToldAnew = false);
