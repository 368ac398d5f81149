using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;

namespace DealFlow.Domain.Approval;

/// <summary>
/// Whom the manufacturer's side is asked by: the people of the program in their order. Who is away is not asked, but who stands in; nobody is
/// asked twice; nobody of the partner is asked on its own deal; who has left the program is asked no longer, and the next one is.
/// </summary>
internal static class Asking
{
    /// <summary>Opens a matter.</summary>
    /// <param name="first">Ids of those who are asked first; where none of them can be, the next in the order is.</param>
    public static Registration Open(Registration deal, Ask ask, DealContext context, params IEnumerable<string> first)
    {
        var asked = first.Select(context.Program.People.Find).OfType<Person>().Aggregate(ask, (asked, person) => Add(asked, person, context));
        return AtLeastOne(deal, ask, asked, context);
    }

    /// <summary>Whether all who were asked have left the program, so that the next one is asked at once.</summary>
    public static bool IsDeserted(Ask ask, DealProgram program) => ask.Persons.All(id => program.People.Find(id) is null);

    /// <summary>Asks the next one in place of those who have left. The clock goes on as it was.</summary>
    public static Registration Replace(Registration deal, DealContext context) => AtLeastOne(
        deal.Note(context.Now, Actor.Clock, Happening.Escalated, "Who was asked has left the program; the next person of the manufacturer is asked."),
        deal.Ask!, Here(deal.Ask!, context), context);

    /// <summary>Takes the step that is due: asks the next person as well, or reminds those who are asked and here.</summary>
    public static Registration Step(Registration deal, DealContext context)
    {
        var before = deal.Ask!;
        var (ask, further) = AskClock.Due(Here(before, context), context.Program, context.Now);
        if (further && AddNext(ask, context) is var more && more != ask)
        {
            more = AskClock.Further(more, AddNext(more, context) == more, context.Program);
            return AtLeastOne(
                deal.Note(context.Now, Actor.Clock, Happening.Escalated, "The next person of the manufacturer is asked as well."), before, more, context);
        }

        ask = further ? AskClock.Again(ask, context.Program, context.Now) : ask;
        var after = Remind(AtLeastOne(deal, before, ask, context), before, context);
        return after.Revision > deal.Revision
            ? after
            : after.Note(context.Now, Actor.Clock, Happening.Escalated, "Who was asked may not answer; the next person of the manufacturer is asked.");
    }

    private static Registration Remind(Registration deal, Ask before, DealContext context)
    {
        var known = before.Persons.FindAll(deal.Ask!.Persons.Contains);
        var here = known.FindAll(id => !IsAway(id, context));
        var reminded = here.IsEmpty && deal.Ask.Persons.Count == known.Count ? known : here;
        return reminded.IsEmpty
            ? deal
            : deal.Note(context.Now, Actor.Clock, Happening.Reminded, "The manufacturer is reminded.")
                .OweToAll(ReminderOf(deal.Ask.Purpose), reminded, deal.Ask.Round);
    }

    /// <summary>Those who are asked and still may answer, and whoever stands in today for one of them.</summary>
    private static Ask Here(Ask ask, DealContext context)
    {
        var here = ask with { Persons = ask.Persons.RemoveAll(id => context.Program.People.Find(id) is null || context.OfPartner.Contains(id)) };
        return here.Persons.Aggregate(here, (asked, id) => Add(asked, context.Program.People.Find(id)!, context));
    }

    private static Ask AddNext(Ask ask, DealContext context) =>
        context.Program.People.InOrder.Select(person => Add(ask, person, context)).FirstOrDefault(more => more != ask) ?? ask;

    /// <summary>Asks a person, or who acts for it today. The same when that one is asked already, or may not be.</summary>
    private static Ask Add(Ask ask, Person person, DealContext context)
    {
        var acting = context.Program.People.ActingFor(person, context.Today).Id;
        if (ask.Persons.Contains(acting) || context.OfPartner.Contains(acting))
            return ask;
        var standIns = acting == person.Id ? ask.StandIns : ask.StandIns.Add(new StandIn(acting, person.Id));
        return ask with { Persons = ask.Persons.Add(acting), StandIns = standIns };
    }

    /// <summary>
    /// Sends links to those who are asked anew. Where nobody can be asked, somebody who is away is; where all belong to the partner, the owner is
    /// told all the same, and silence decides nothing.
    /// </summary>
    private static Registration AtLeastOne(Registration deal, Ask before, Ask after, DealContext context)
    {
        after = after.Persons.IsEmpty ? AddNext(after, context) : after;
        if (!after.Persons.IsEmpty)
            return Tell(deal, before, after, context);
        var away = context.Program.People.InOrder.FirstOrDefault(person => !context.OfPartner.Contains(person.Id));
        after = after with { Persons = [(away ?? context.Program.People.Owner).Id] };
        deal = Tell(deal, before, after, context);
        return away is not null
            ? deal
            : deal.Note(context.Now, Actor.Clock, Happening.DeliveryFailed, "There is nobody who may decide this deal; the owner of the program is told.");
    }

    private static Registration Tell(Registration deal, Ask before, Ask after, DealContext context) =>
        after.Persons.Except(before.Persons).Aggregate(deal with { Ask = after }, (telling, id) =>
            (after.InPlaceOf(id) is { } absent
                ? telling.Note(context.Now, Actor.Clock, Happening.Delegated, $"{id} is asked in place of {absent}, who is away.")
                : telling)
            .Owe(RequestOf(after.Purpose), Audience.Person(id), after.Round));

    private static bool IsAway(string id, DealContext context) =>
        context.Program.People.Find(id) is { } person && context.Program.People.ActingFor(person, context.Today).Id != id;

    private static EffectKind RequestOf(AskPurpose purpose) => purpose switch
    {
        AskPurpose.Decide => EffectKind.AskDecision,
        AskPurpose.Extension => EffectKind.AskExtension,
        _ => EffectKind.AskConfirmation,
    };

    private static EffectKind ReminderOf(AskPurpose purpose) => purpose switch
    {
        AskPurpose.Decide => EffectKind.RemindDecision,
        AskPurpose.Extension => EffectKind.RemindExtension,
        _ => EffectKind.RemindConfirmation,
    };
}
