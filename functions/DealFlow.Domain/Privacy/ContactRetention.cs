using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Domain.Privacy;

/// <summary>Contact data is kept for the program's months after the end of a deal, and then erased.</summary>
public static class ContactRetention
{
    /// <summary>The name of the rule on the timeline.</summary>
    public const string Rule = "contact-retention";

    /// <summary>
    /// When the contact is erased: at the start of the local day that lies the program's months after the end. Null: the deal has not ended, or it was
    /// erased since.
    /// </summary>
    public static Instant? DueAt(Registration deal, DealProgram program) => deal.ClosedAt is { } closedAt && !(deal.ContactErasedAt >= closedAt)
        ? program.Calendar.Zone.AtStartOfDay(program.Calendar.DayOf(closedAt).PlusMonths(program.Terms.Limits.ContactMonths)).ToInstant()
        : null;

    /// <summary>Erases the contact where it is time. The same registration where it is not.</summary>
    public static Registration Pass(Registration deal, DealContext context) => DueAt(deal, context.Program) <= context.Now
        ? ContactErasure.Erase(deal, Actor.Rule(Rule), context.Now)
        : deal;
}
