using System.Globalization;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Mails;

namespace DealFlow.Web.Mails;

/// <summary>The one mail of a day: grouped by what there is to do, each deal with a line of facts and its own link.</summary>
internal static class DailyMails
{
    private static readonly EffectKind[] Order =
    [
        EffectKind.RemindDecision, EffectKind.RemindExtension, EffectKind.RemindConfirmation, EffectKind.FollowUp, EffectKind.AskProgress,
        EffectKind.QueueMoved,
        EffectKind.Signals, EffectKind.News,
    ];

    /// <param name="daily">What belongs into the mail.</param>
    /// <param name="alone">Writes the mail that an item would be alone; its subject stands for an item of any other kind.</param>
    public static MailBody Daily(DailyMail daily, Func<DealMail, MailBody> alone)
    {
        var draft = new MailDraft(daily.Program, daily.Reader);
        var side = daily.Reader.Role is ReaderRole.Partner ? "Partner" : "Approver";
        var groups = daily.Items.GroupBy(item => Order.Contains(item.Kind) ? item.Kind.ToString() : "Other")
            .OrderBy(group => Array.FindIndex(Order, kind => kind.ToString() == group.Key) is >= 0 and var place ? place : Order.Length)
            .ToList();
        var counts = string.Join(", ", groups.Select(group => draft.Texts.Count("DailyCount_" + group.Key, NumberOf(group))));
        draft.Begin(
                draft.Texts.Get("Daily_Subject_" + side, counts, CleanText.Name(daily.Program.Manufacturer.Name), draft.Format.Day(daily.Day)),
                draft.Texts.Get("Daily_Heading_" + side, draft.Format.Weekday(daily.Day), draft.Manufacturer))
            .Say("Daily_Lead_" + side);
        foreach (var group in groups)
            AddGroup(draft, group, alone);
        if (daily.Items.Any(item => DecideLink(item) is not null))
            draft.SmallPrint("Footer_PersonalLinks");
        return draft.End(deal: null);
    }

    /// <summary>The same news for several deals is one piece of news.</summary>
    private static int NumberOf(IGrouping<string, DealMail> group) =>
        group.Key == nameof(EffectKind.News) ? group.SelectMany(item => item.News).Distinct().Count() : group.Count();

    private static void AddGroup(MailDraft draft, IGrouping<string, DealMail> group, Func<DealMail, MailBody> alone)
    {
        draft.Section("Daily_" + group.Key);
        if (group.Key == nameof(EffectKind.News))
        {
            draft.News(group);
            return;
        }

        if (group.Key != "Other")
            draft.Say($"Daily_{group.Key}_What");
        foreach (var item in group)
        {
            var action = draft.Action("Decide", DecideLink(item), standsOut: false);
            if (group.Key == "Other")
                draft.Entry(alone(item).Subject, [item.Deal.Id.Value], action);
            else
                draft.Entry(string.Create(CultureInfo.InvariantCulture, $"{item.Customer()} ({item.Deal.Id})"), [.. Lines(draft, item)], action ?? draft.Action("Deal", item.Links.Deal, standsOut: false));
        }
    }

    /// <summary>While a person is asked for something else, a follow-up has nothing to decide all the same.</summary>
    private static string? DecideLink(DealMail item) => item.Kind is EffectKind.FollowUp ? null : item.Links.Decide;

    private static IEnumerable<string> Lines(MailDraft draft, DealMail item) =>
        item.Kind is EffectKind.Signals ? draft.SignalLines(item.Signals) : DealLines(draft, item);

    private static IEnumerable<string> DealLines(MailDraft draft, DealMail item)
    {
        yield return string.Join(", ", Facts(draft, item).Where(fact => fact.Length > 0));
        if (item.Kind is EffectKind.FollowUp or EffectKind.AskProgress && item.Deal.FollowUp.Progress is { } progress)
            yield return draft.Texts.Get("DailyLine_Progress", draft.Format.Day(progress.At), CleanText.Line(progress.Note));
        if (item.Kind is EffectKind.FollowUp && item.Deal.FollowUp.Progress is { HelpWanted: true })
            yield return draft.Texts.Get("Progress_HelpWanted");
    }

    private static IEnumerable<string> Facts(MailDraft draft, DealMail item)
    {
        var (deal, texts, format) = (item.Deal, draft.Texts, draft.Format);
        if (item.Reader.Role is not ReaderRole.Partner)
            yield return CleanText.Line(item.PartnerName);
        yield return format.Money(deal.Closing?.NetAmount ?? deal.Lead.EstimatedValue);
        if (item is { Kind: EffectKind.QueueMoved, QueuePosition: { } place })
            yield return texts.Get("DailyLine_QueuePosition", format.Number(place));
        if (item.Kind is EffectKind.RemindConfirmation && deal.Closing is { SignedOn: { } signed } closing)
        {
            yield return texts.Get("DailyLine_Signed", format.Day(signed));
            yield return texts.Get("DailyLine_Order", CleanText.Line(closing.OrderNumber));
        }

        if (item.Kind is EffectKind.FollowUp or EffectKind.AskProgress)
            yield return texts.Get("DailyLine_Expected", format.Day(item.ExpectedClose()));
        if (item.Kind is EffectKind.FollowUp or EffectKind.AskProgress or EffectKind.RemindExtension && draft.LastDay(deal) is { } lastDay)
            yield return texts.Get("DailyLine_Protected", lastDay);
        if (item.Kind is EffectKind.RemindDecision or EffectKind.RemindExtension or EffectKind.RemindConfirmation && deal.Ask is { } ask)
        {
            yield return texts.Get(item.IsOverdue() ? "DailyLine_Overdue" : "DailyLine_DueBy", format.Due(ask.DueAt));
            yield return item.InPlaceOf() is { } absent ? texts.Get("DailyLine_StandIn", absent) : "";
        }
    }
}
