using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Signals;

/// <summary>
/// Takes signals in, and sees to it that the partners of the deals they belong to are told: once a day, however many come. No orchestration is woken
/// and no timeline grows.
/// </summary>
public sealed class SignalIntake(ISignalStore store, IRegistrationStore registrations, IDailyMailStore daily, IProgramCatalog programs, IClock clock)
{
    /// <summary>Judges one signal of a manufacturer. What is wrong is told by path.</summary>
    public TakenSignal? Read(string manufacturer, SignalDraft draft, Action<string, string> problem)
    {
        string[] own = [.. programs.All.Where(program => program.Manufacturer.Id == manufacturer).Select(program => program.Id)];
        return SignalRules.Read(draft, own, clock.GetCurrentInstant(), problem) is var (customer, signal)
            ? new TakenSignal(draft.Program!, customer, signal)
            : null;
    }

    /// <summary>Stores signals that were judged. Returns how many were not known before.</summary>
    public async Task<int> TakeAsync(IReadOnlyList<TakenSignal> signals, CancellationToken cancellation)
    {
        var added = 0;
        foreach (var ofOne in signals.GroupBy(signal => (signal.Program, signal.Customer.Id)))
        {
            var (program, customer) = (ofOne.Key.Program, ofOne.First().Customer);
            added += await store.AddAsync(program, customer, [.. ofOne.Select(signal => signal.Signal)], cancellation);

            // Also where all were known: the request before may have ended between the two.
            await TellAsync(program, customer, cancellation);
        }

        return added;
    }

    private async Task TellAsync(string program, SignalCustomer customer, CancellationToken cancellation)
    {
        foreach (var id in await store.WatchersAsync(program, customer.Keys, cancellation))
        {
            if (await registrations.FindAsync(id, cancellation) is not { Registration: var deal })
                continue;
            if (deal.HasEnded)
                await store.UnwatchAsync(program, SignalCustomer.KeysOf(deal.Lead.Customer), id, cancellation);
            else if (deal.Status is RegistrationStatus.Approved && SignalReader.IsFor(deal, customer.Facts))
                await AddToDailyMailAsync(deal, cancellation);
        }
    }

    /// <summary>
    /// The next daily mail has a line for the deal. Should that mail leave while the line is being added, the one after it has a line too; where
    /// nothing is new by then, it is left out.
    /// </summary>
    private async Task AddToDailyMailAsync(Registration deal, CancellationToken cancellation)
    {
        Instant due;
        do
        {
            due = programs.For(deal).Calendar.MorningAtOrAfter(clock.GetCurrentInstant() + Duration.Epsilon);
            await daily.AddAsync(DailyItem.ForPartner(deal, EffectKind.Signals, programs.For(deal).Calendar.DayOf(due), due), cancellation);
        }
        while (due <= clock.GetCurrentInstant());
    }
}

/// <summary>A signal that was judged.</summary>
public sealed record TakenSignal(string Program, SignalCustomer Customer, Signal Signal);
