using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Events;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Programs;
using NodaTime;

namespace DealFlow.Workflow.Deals;

/// <summary>Does what is owed: mails, lines of daily mails, events, the queue. In order, each once by its key.</summary>
public sealed class EffectDelivery(DealMails mails, IDailyMailStore daily, DealEvents events, QueueMover queue, IProgramCatalog programs, IClock clock)
{
    /// <summary>
    /// Does everything that this registration owes. What fails does not hold up the rest, but for events: those that come after stay owed, so that
    /// finance gets them in order.
    /// </summary>
    public async Task<Delivery> DeliverAsync(Registration deal, CancellationToken cancellation)
    {
        var lines = deal.Owed.Where(effect => IsForDailyMail(effect, programs.For(deal))).ToList();
        await Task.WhenAll(lines.Select(effect => AddToDailyMailAsync(deal, effect, cancellation)));
        var done = lines.ConvertAll(effect => effect.Ordinal);
        var (failure, eventFailed) = ((Exception?)null, false);
        foreach (var effect in deal.Owed.Except(lines).Where(effect => !(eventFailed && IsEvent(effect))))
        {
            try
            {
                await DeliverAsync(deal, effect, cancellation);
                done.Add(effect.Ordinal);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failure ??= e;
                eventFailed |= IsEvent(effect);
            }
        }

        return new Delivery(done, failure);
    }

    private static bool IsEvent(Effect effect) => effect.To == Audience.Finance;

    private Task DeliverAsync(Registration deal, Effect effect, CancellationToken cancellation) => effect.Kind switch
    {
        _ when IsEvent(effect) => events.PublishAsync(deal, effect, cancellation),
        EffectKind.MoveQueue => queue.MoveAsync(deal, cancellation),
        _ => mails.SendAsync(deal, effect, cancellation),
    };

    /// <summary>Whether an effect waits for the daily mail.</summary>
    internal static bool IsForDailyMail(Effect effect, DealProgram program) =>
        effect.Kind is EffectKind.FollowUp or EffectKind.AskProgress or EffectKind.RemindDecision or EffectKind.RemindExtension or EffectKind.RemindConfirmation
            or EffectKind.QueueMoved
        && program.Terms.FollowUp.Mail is DailyMailMode.Daily;

    private Task AddToDailyMailAsync(Registration deal, Effect effect, CancellationToken cancellation) =>
        daily.AddAsync(Item(deal, effect, programs.For(deal)), cancellation);

    private DailyItem Item(Registration deal, Effect effect, DealProgram program) => new(
        KeyOf(deal, effect), deal.Program, effect.To == Audience.Partner ? DailyItem.ReaderOf(deal.Partner) : effect.To, deal.Id, effect,
        program.Calendar.MorningAtOrAfter(clock.GetCurrentInstant()));

    /// <summary>The key of an effect: under it, it is done once.</summary>
    internal static string KeyOf(Registration deal, Effect effect) => $"{deal.Id}/{effect.Ordinal}";
}

/// <summary>What was done of what was owed.</summary>
/// <param name="Done">The ordinals of the effects that are done.</param>
/// <param name="Failure">The first failure of the others; null: everything is done.</param>
public sealed record Delivery(IReadOnlyList<int> Done, Exception? Failure);
