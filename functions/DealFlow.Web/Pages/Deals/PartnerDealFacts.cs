using DealFlow.Domain.Closing;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Protection;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Reading;
using NodaTime;

namespace DealFlow.Web.Pages.Deals;

/// <summary>What a page says of a deal to its partner: nothing of other partners or of who was asked.</summary>
internal sealed record PartnerDealFacts(PageReader Reader, Registration Deal, DealProgram Program, string PartnerName)
{
    private ReaderTexts Texts => Reader.Texts;

    private ReaderFormat Format => Reader.Format;

    private FactList List => new(Texts);

    /// <summary>Enough in one line to tell it from others: number, manufacturer, products and value.</summary>
    public string Line() => $"{Deal.Id} · {Program.Manufacturer.Name}: {Products} · {Format.Money(Deal.Lead.EstimatedValue)}";

    public IEnumerable<PageSection> Sections()
    {
        var facts = new DealFacts(Reader, Deal, Program, PartnerName);
        List<PageSection?> sections =
            [TheDecision(), TheExtension(), TheIncentives(), facts.TheWin(), TheLoss(), TheDeal(), facts.TheCustomer(), facts.TheWords() with { Title = Texts.Get("Section_YourWords") }];
        return sections.OfType<PageSection>();
    }

    public string Conflict() => Texts.Get("DealConflict_" + Deal.Conflict switch
    {
        null => "NotChecked",
        { Failed: true } => "Failed",
        { HeldBy: not null } => "Held",
        { Candidates.Count: > 0 } => "Possible",
        _ => "None",
    });

    private string Products => string.Join(", ", Deal.Lead.Products.Select(id => Program.Terms.Product(id) is { } product ? Texts.Pick(product.Title, id) : id));

    private PageSection TheDeal()
    {
        var lead = Deal.Lead;
        var facts = List
            .Add("Id", Deal.Id.Value)
            .Add("Program", Program.Id)
            .Add("Value", Format.Money(lead.EstimatedValue))
            .Add("Products", Products)
            .Add("ExpectedClose", Format.Day(Deal.FollowUp.Progress?.ExpectedCloseOn ?? lead.ExpectedCloseOn))
            .Add("DealType", Texts.Find("DealType_" + lead.DealType) ?? lead.DealType)
            .Add("Tier", Deal.Tier).Add("Distributor", lead.Distributor).Add("Reference", lead.PartnerReference)
            .Add("ReceivedAt", Format.Moment(Deal.ReceivedAt));
        return new PageSection(Texts.Get("Section_Deal"), facts.Facts, []);
    }

    private PageSection? TheDecision()
    {
        var due = Deal.Status.IsUndecided() ? Intake.DecisionDueAt(Deal, Program) : null;
        var facts = List
            .Add("DecideBy", due is { } by ? Format.Deadline(by) : null)
            .Add("DecidedAt", Deal.Decision is { } decision ? Format.Moment(decision.At) : null)
            .Add("ProtectedThrough", Deal.Protection is { } protection ? Format.Day(protection.LastDay) : null)
            .Add("ReportBy", Deal.Protection is { } window ? Format.Deadline(window.GraceUntil) : null)
            .Add("EndedAt", Deal.ClosedAt is { } ended ? Format.Moment(ended) : null);
        List<PageQuote> quotes = [];
        DealFacts.Quote(quotes, Texts.Get("Quote_Reason"), Deal.Decision?.Reason);
        return facts.Facts.Count + quotes.Count == 0 ? null : new PageSection(Texts.Get("Section_Decision"), facts.Facts, quotes);
    }

    private PageSection? TheExtension()
    {
        if (Deal.Extension is not { } extension)
            return null;
        var facts = List
            .Add("RequestedAt", Format.Moment(extension.RequestedAt))
            .Add("Status", Texts.Get("Extension_" + (extension.Outcome?.ToString() ?? "Pending")))
            .Add("LapsesAt", extension.IsPending ? Format.Deadline(extension.LapsesAt) : null);
        List<PageQuote> quotes = [];
        DealFacts.Quote(quotes, Texts.Get("Quote_Reason"), extension.Reason);
        DealFacts.Quote(quotes, Texts.Get("Quote_Answer"), extension.Answer);
        return new PageSection(Texts.Get("Section_Extension"), facts.Facts, quotes);
    }

    private PageSection? TheIncentives()
    {
        if (Deal.Incentives.IsEmpty)
            return null;
        var facts = List;
        foreach (var item in Deal.Incentives)
            facts.Add(item.Kind.ToString(), Texts.Pick(item.Text, item.Id));
        return new PageSection(Texts.Get("Section_Incentives"), facts.Facts, []);
    }

    private PageSection? TheLoss()
    {
        if (Deal.Closing is not { Outcome: ClosingOutcome.Lost } closing)
            return null;
        List<PageQuote> quotes = [];
        DealFacts.Quote(quotes, Texts.Get("Quote_Comment"), closing.Comment);
        return new PageSection(
            Texts.Get("Section_Loss"), List.Add("LossReason", closing.LossReason is { } reason ? Texts.Get("Loss_" + reason) : null).Facts, quotes);
    }
}
