using DealFlow.Domain.Approval;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Mails;
using NodaTime;

namespace DealFlow.Web.Mails;

/// <summary>What the mails on one deal have in common: its facts, its links, the sentences that recur.</summary>
internal static class DealDraft
{
    /// <summary>Subject, heading, greeting and first sentence of <paramref name="topic"/>.</summary>
    public static MailDraft Open(DealMail mail, string topic) => OpenWithoutLead(mail, topic).Lead(mail, topic);

    /// <summary>The same without the first sentence, for a mail that chooses it.</summary>
    public static MailDraft OpenWithoutLead(DealMail mail, string topic)
    {
        var draft = new MailDraft(mail.Program, mail.Reader);
        return draft.Begin(
            draft.Texts.Get(topic + "_Subject", draft.Names(mail, CleanText.Name)),
            draft.Texts.Get(topic + "_Heading", draft.Names(mail, CleanText.Line)));
    }

    /// <summary>The first sentence of <paramref name="topic"/>.</summary>
    public static MailDraft Lead(this MailDraft draft, DealMail mail, string topic) => draft.Say(topic + "_Lead", draft.Names(mail, CleanText.Line));

    /// <summary>The name of the customer as the partner wrote it.</summary>
    public static string Customer(this DealMail mail) => CleanText.Line(mail.Deal.Lead.Customer.Name);

    /// <summary>What a partner sees of its own deal.</summary>
    public static MailDraft PartnerFacts(this MailDraft draft, DealMail mail, params IEnumerable<Fact?> more)
    {
        var lead = mail.Deal.Lead;
        return draft.Facts([
            draft.Fact("Id", mail.Deal.Id.Value), draft.Fact("Customer", lead.Customer.Name), draft.Fact("Products", draft.Products(mail.Deal)),
            draft.Value(mail.Deal), draft.Fact("Reference", lead.PartnerReference),
            .. draft.Siblings(mail.Deal), .. more]);
    }

    /// <summary>What the manufacturer's people need to recognize a deal.</summary>
    public static IEnumerable<Fact?> ManufacturerRows(this MailDraft draft, DealMail mail) =>
    [
        draft.Fact("Id", mail.Deal.Id.Value), draft.Fact("Customer", mail.Deal.Lead.Customer.Name), draft.Fact("Partner", mail.PartnerName),
        draft.Fact("Products", draft.Products(mail.Deal)), draft.Value(mail.Deal),
    ];

    /// <summary>The estimated value: of this deal, or of all parts of what was registered.</summary>
    public static Fact? Value(this MailDraft draft, Registration deal) =>
        draft.Fact(deal.IsPart() ? "ValueOfAll" : "Value", draft.Format.Money(deal.Lead.EstimatedValue));

    /// <summary>The registrations that it was split from and into.</summary>
    public static IEnumerable<Fact?> Siblings(this MailDraft draft, Registration deal) =>
        [draft.Fact("SplitFrom", deal.SplitFrom?.Value), draft.Fact("SplitInto", string.Join(", ", deal.SplitInto))];

    /// <summary>The titles of the deal's products in the reader's language.</summary>
    public static string Products(this MailDraft draft, Registration deal) =>
        string.Join(", ", deal.Lead.Products.Select(draft.Product));

    /// <summary>The title of a product in the reader's language.</summary>
    public static string Product(this MailDraft draft, string id) => draft.Program.Terms.Product(id) is { } product ? draft.Texts.Pick(product.Title, id) : id;

    /// <summary>How the partner does what the mail asks for.</summary>
    public static MailDraft HowTo(this MailDraft draft, DealMail mail, bool standsOut = true) =>
        draft.Say("Partner_HowTo", mail.Deal.Id.Value).Actions(draft.Action("Deal", mail.Links.Deal, standsOut));

    /// <summary>The decision page, and links to it with a choice already taken.</summary>
    public static MailDraft DecideActions(this MailDraft draft, DealMail mail, params string[] choices)
    {
        if (mail.Links.Decide is not { } decide)
            return draft;
        var separator = decide.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return draft
            .Actions([draft.Action("Decide", decide),
                .. choices.Select(choice => draft.Action(choice, $"{decide}{separator}choice={choice}", standsOut: false))])
            .SmallPrint("Footer_PersonalLinks");
    }

    /// <summary>Says in whose place the reader is asked.</summary>
    public static MailDraft StandIn(this MailDraft draft, DealMail mail) => mail.InPlaceOf() is { } absent ? draft.Say("Asked_StandIn", absent) : draft;

    /// <summary>Says so when the promised time has passed.</summary>
    public static MailDraft Overdue(this MailDraft draft, DealMail mail) =>
        mail.IsOverdue() ? draft.Say("Remind_Overdue", draft.Format.Deadline(mail.Deal.Ask!.DueAt)) : draft;

    /// <summary>The promised time, as long as it lies ahead.</summary>
    public static Fact? DueBy(this MailDraft draft, string key, DealMail mail, AskPurpose purpose) =>
        mail.Deal.Ask is { } ask && ask.Purpose == purpose && !mail.IsOverdue() ? draft.Fact(key, draft.Format.Deadline(ask.DueAt)) : null;

    /// <summary>Whether the answer that was promised is still missing.</summary>
    public static bool IsOverdue(this DealMail mail) => mail.Deal.Ask is { IsOpen: true } ask && ask.DueAt <= mail.Now;

    /// <summary>The name of the one in whose place the reader is asked, or null.</summary>
    public static string? InPlaceOf(this DealMail mail)
    {
        var people = mail.Program.People;
        var standIn = mail.Deal.Ask?.StandIns.Find(one => people.Find(one.Person)?.Mail == mail.Reader.Address);
        return standIn is null ? null : CleanText.Line(people.Find(standIn.For)?.Name ?? standIn.For);
    }

    /// <summary>Who else is asked, when more than one is.</summary>
    public static Fact? AlsoAsked(this MailDraft draft, DealMail mail)
    {
        var others = (mail.Deal.Ask?.Persons ?? []).Select(id => mail.Program.People.Find(id)).OfType<Person>()
            .Where(person => person.Mail != mail.Reader.Address).Select(person => person.Name);
        return draft.Fact("AlsoAsked", string.Join(", ", others));
    }

    /// <summary>The last note of the partner on how it is going.</summary>
    public static MailDraft LastProgress(this MailDraft draft, DealMail mail) => mail.Deal.FollowUp.Progress is { } progress
        ? draft.Quote("LastProgress", progress.Note, draft.Format.Day(progress.At))
        : draft;

    /// <summary>When the partner expects the order: as reported last, else as registered.</summary>
    public static LocalDate ExpectedClose(this DealMail mail) => mail.Deal.FollowUp.Progress?.ExpectedCloseOn ?? mail.Deal.Lead.ExpectedCloseOn;

    /// <summary>The last protected day, or nothing.</summary>
    public static string? LastDay(this MailDraft draft, Registration deal) => deal.Protection is { } protection ? draft.Format.Day(protection.LastDay) : null;

    /// <summary>The last day on which a win may be reported.</summary>
    public static string LastReportDay(this MailDraft draft, Registration deal) =>
        draft.Format.Day(draft.Format.LastDayBefore(deal.Protection!.GraceUntil));

    /// <summary>When the program promises an answer to one whose turn came at <paramref name="since"/>.</summary>
    public static string AnswerBy(this MailDraft draft, Instant since) =>
        draft.Format.Deadline(AskClock.Start(AskPurpose.Decide, 1, since, draft.Program).DueAt);

    /// <summary>The last entry of the timeline on <paramref name="happening"/>, or null.</summary>
    public static TimelineEntry? Last(this Registration deal, string happening) => deal.Timeline.FindLast(entry => entry.What == happening);

    /// <summary>The values of every opening sentence, as the resource file numbers them.</summary>
    private static string[] Names(this MailDraft draft, DealMail mail, Func<string, string> write) =>
    [
        write(mail.Deal.Lead.Customer.Name), draft.Format.Money(mail.Deal.Lead.EstimatedValue), write(mail.PartnerName), mail.Deal.Id.Value,
        write(mail.Program.Manufacturer.Name), draft.LastDay(mail.Deal) ?? "",
        draft.Format.Money(mail.Deal.Closing?.NetAmount ?? mail.Deal.Lead.EstimatedValue),
    ];
}
