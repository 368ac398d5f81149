using DealFlow.Domain.Programs;
using NodaTime;

namespace DealFlow.Domain.Registrations;

/// <summary>What a decision may look at: the program, the time, and the partner's tier of today.</summary>
/// <param name="HolderIsLive">Whether the registration that <see cref="Conflicts.ConflictReport.HeldBy"/> names is still alive.</param>
public sealed record DealContext(DealProgram Program, Instant Now, string Tier, bool HolderIsLive = false)
{
    /// <summary>Those of the program's people, by id, who belong to the partner of this registration: they decide nothing on it.</summary>
    public IReadOnlyCollection<string> OfPartner { get; init; } = [];

    /// <summary>The local day in the program's zone.</summary>
    public LocalDate Today => Program.Calendar.DayOf(Now);

    /// <summary>The partner in the manufacturer's books of today; null where nothing is known of it.</summary>
    public PartnerRecord? Partner { get; init; }
}

/// <summary>A partner as it stands in the manufacturer's books.</summary>
/// <param name="VendorNumber">Under which finance pays it.</param>
/// <param name="EndedAt">When its membership ended; null while it lasts.</param>
public sealed record PartnerRecord(string Name, string? VendorNumber, Instant? EndedAt);

/// <summary>The small steps that every change is made of.</summary>
internal static class Changes
{
    public static Registration Note(this Registration registration, Instant at, Actor by, string what, string text, string? rule = null) =>
        registration with { Timeline = registration.Timeline.Add(new TimelineEntry(at, by.ToString(), what, rule, text)) };

    public static Registration Owe(this Registration registration, EffectKind kind, string to, int round = 0)
    {
        var ordinal = registration.EffectCount + 1;
        return registration with { EffectCount = ordinal, Owed = registration.Owed.Add(new Effect(ordinal, kind, to, round)) };
    }

    public static Registration OweToAll(this Registration registration, EffectKind kind, IEnumerable<string> persons, int round) =>
        persons.Aggregate(registration, (owing, person) => owing.Owe(kind, Audience.Person(person), round));

    /// <summary>An event for finance: its ordinal is part of its id, and given with the change that it tells of, as are its facts.</summary>
    public static Registration OweEvent(this Registration registration, EffectKind kind, DealContext context)
    {
        var ordinal = registration.EventCount + 1;
        var owing = (registration with { EventCount = ordinal }).Owe(kind, Audience.Finance, ordinal);
        var facts = new EventFacts(
            registration.Revision, context.Now, context.Program.Manufacturer.Name, context.Partner?.Name ?? registration.Partner,
            context.Partner?.VendorNumber, registration.Protection!.Until);
        return owing with { Owed = owing.Owed.SetItem(owing.Owed.Count - 1, owing.Owed[^1] with { Event = facts }) };
    }

    /// <summary>Comes to an end that frees the hold (or, for a win, leaves the queue to a person).</summary>
    public static Registration End(this Registration registration, RegistrationStatus status, Instant at) =>
        (registration.CloseAsk() with { Status = status, ClosedAt = at }).Owe(EffectKind.MoveQueue, Audience.Queue);

    /// <summary>Nobody is asked any longer; the links are void.</summary>
    public static Registration CloseAsk(this Registration registration) =>
        registration.Ask is { IsOpen: true } ask ? registration with { Ask = ask with { IsOpen = false } } : registration;

    public static int NextRound(this Registration registration) => (registration.Ask?.Round ?? 0) + 1;

    /// <summary>The person who looks after an approved deal: who approved it, or the first approver.</summary>
    public static string Carer(this Registration registration, DealProgram program) =>
        registration.Decision?.By is { } by && program.People.Find(by) is not null ? by : program.People.InOrder[0].Id;

    /// <summary>Who looks after an approved deal today: the <see cref="Carer(Registration, DealProgram)"/>, or who stands in.</summary>
    public static string Carer(this Registration registration, DealContext context) =>
        context.Program.People.ActingFor(context.Program.People.Find(registration.Carer(context.Program))!, context.Today).Id;
}
