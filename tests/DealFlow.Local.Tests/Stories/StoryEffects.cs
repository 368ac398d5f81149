using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;

namespace DealFlow.Local.Tests.Stories;

/// <summary>What was owed is done, once, and nothing else is: mails, lines of daily mails, events.</summary>
internal static class StoryEffects
{
    private static readonly EffectKind[] Daily =
    [
        EffectKind.FollowUp, EffectKind.AskProgress, EffectKind.RemindDecision, EffectKind.RemindExtension, EffectKind.RemindConfirmation, EffectKind.QueueMoved,
    ];

    public static void AssertDone(StoryModel model, StoryHost host)
    {
        var effects = model.Effects.ToList();
        var daily = effects.FindAll(owed => IsDaily(owed.Effect, model.ProgramOf(owed.Deal)));
        AssertSame("mails", effects.Except(daily).SelectMany(owed => MailsOf(owed.Deal, owed.Effect, model)),
            host.All("id", "mails").Where(id => id.StartsWith("DR-", StringComparison.Ordinal)));
        AssertSame("lines of daily mails", daily.Select(owed => $"{owed.Deal.Id}/{owed.Effect.Ordinal}"), host.All("id", "daily_items"));
        AssertSame("invitations", StoryPrograms.Members.Select(member => member.Mail), host.All("to_address", "mails WHERE subject = 'Invitation'"));

        var events = effects.FindAll(owed => owed.Effect.To == Audience.Finance);
        AssertSame("events", events.Select(EventOf), host.All("id", "events"));
        foreach (var ofDeal in host.All("id", "events ORDER BY number").GroupBy(id => id[..12]))
            Assert.Equal(events.Where(owed => owed.Deal.Id.Value == ofDeal.Key).OrderBy(owed => owed.Effect.Ordinal).Select(EventOf), ofDeal);

        var sent = host.All("text", "mails WHERE subject = 'Daily'").SelectMany(text => text.Split('\n')).GroupBy(line => line);
        var owedLines = daily.Select(owed => LineOf(owed.Deal, owed.Effect, model.ProgramOf(owed.Deal))).ToLookup(line => line);
        foreach (var line in sent)
            Assert.True(line.Count() <= owedLines[line.Key].Count(), $"{line.Key} was sent {line.Count()} times.");
    }

    private static void AssertSame(string what, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (left, right) = (expected.Order(StringComparer.Ordinal).ToList(), actual.Order(StringComparer.Ordinal).ToList());
        Assert.True(left.SequenceEqual(right), $"{what}: missing {string.Join(' ', left.Except(right))}; too many {string.Join(' ', right.Except(left))}");
    }

    private static bool IsDaily(Effect effect, DealProgram program) => Daily.Contains(effect.Kind) && program.Terms.FollowUp.Mail is DailyMailMode.Daily;

    private static string EventOf((Registration Deal, Effect Effect) owed) => $"{owed.Deal.Id}/{owed.Effect.Round}/" + owed.Effect.Kind switch
    {
        EffectKind.ApprovedEvent => "approved",
        EffectKind.ClosedEvent => "closed",
        _ => "invoiced",
    };

    private static IEnumerable<string> MailsOf(Registration deal, Effect effect, StoryModel model)
    {
        var readers = effect.To switch
        {
            Audience.Finance or Audience.Queue => 0,
            Audience.Observers => model.ProgramOf(deal).People.Observers.Count,
            _ => 1,
        };
        return Enumerable.Range(1, readers).Select(number => $"{deal.Id}/{effect.Ordinal}" + (number == 1 ? "" : $"/{number}"));
    }

    private static string LineOf(Registration deal, Effect effect, DealProgram program) => PlainComposer.LineOf(
        deal.Id.Value, effect.Kind.ToString(), effect.Round, Audience.PersonOf(effect.To) is { } person
            ? program.People.Find(person)!.Mail
            : StoryPrograms.Members.First(member => member.Partner == deal.Partner).Mail);
}
