using System.Globalization;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Mails;

/// <summary>What waits for somebody's daily mail.</summary>
public interface IDailyMailStore
{
    /// <summary>Adds an item; one of the same id is there already and stays.</summary>
    Task AddAsync(DailyItem item, CancellationToken cancellation);

    /// <summary>Items due at this time and not yet sent, by reader and id.</summary>
    Task<IReadOnlyList<DailyItem>> DueAsync(Instant now, CancellationToken cancellation);

    /// <summary>When the next item is due; null: none waits.</summary>
    Task<Instant?> NextDueAsync(CancellationToken cancellation);

    /// <summary>These items are sent, or were no longer needed.</summary>
    Task DoneAsync(IReadOnlyList<string> ids, CancellationToken cancellation);
}

/// <summary>A line of somebody's daily mail.</summary>
/// <param name="Id">The effect's key, or that of <see cref="ForPartner"/>.</param>
/// <param name="Reader">An <see cref="Audience"/> of the deal; for a partner with the partner's id, so that its deals meet in one mail.</param>
public sealed record DailyItem(string Id, string Program, string Reader, RegistrationId Deal, Effect Effect, Instant DueAt)
{
    /// <summary>The reader of all items for one partner.</summary>
    public static string ReaderOf(string partner) => $"{Audience.Partner}:{partner}";

    /// <summary>A line for the partner of a deal that the deal itself does not owe: one of a kind and day.</summary>
    public static DailyItem ForPartner(Registration deal, EffectKind kind, LocalDate day, Instant dueAt)
    {
        var effect = new Effect(0, kind, Audience.Partner, NumberOf(day));
        return new DailyItem(
            $"{deal.Id}/{kind.ToString().ToLowerInvariant()}/{effect.Round.ToString(CultureInfo.InvariantCulture)}", deal.Program, ReaderOf(deal.Partner), deal.Id, effect, dueAt);
    }

    /// <summary>A day as the round of an effect: 20260302.</summary>
    public static int NumberOf(LocalDate day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;
}
