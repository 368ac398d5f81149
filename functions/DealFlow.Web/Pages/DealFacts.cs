using DealFlow.Domain.Approval;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Reading;

namespace DealFlow.Web.Pages;

/// <summary>What a page says of a deal, for the manufacturer's people.</summary>
internal sealed record DealFacts(PageReader Reader, Registration Deal, DealProgram Program, string PartnerName)
{
    private ReaderTexts Texts => Reader.Texts;

    private ReaderFormat Format => Reader.Format;

    private FactList List => new(Texts);

    /// <summary>Enough to know which deal it is.</summary>
    public IReadOnlyList<PageFact> Short => List
        .Add("Id", Deal.Id.Value).Add("CustomerName", Deal.Lead.Customer.Name).Add("Partner", PartnerName)
        .Add("Status", Texts.Get("State_" + Words.Of(Deal.Status))).Facts;

    public PageSection TheDeal(Ask? ask, Person? reader)
    {
        var lead = Deal.Lead;
        var facts = List
            .Add("Id", Deal.Id.Value)
            .Add("Partner", PartnerName)
            .Add(Deal.IsPart() ? "ValueOfAll" : "Value", Format.Money(lead.EstimatedValue))
            .Add("Products", Products)
            .Add("ExpectedClose", Format.Day(Deal.FollowUp.Progress?.ExpectedCloseOn ?? lead.ExpectedCloseOn))
            .Add("DecideBy", ask is { IsOpen: true } ? Format.Deadline(ask.DueAt) : null)
            .Add("AlsoAsked", ask is { IsOpen: true } ? string.Join(", ", ask.Persons.Select(Program.People.Find).OfType<Person>().Where(p => p.Id != reader?.Id).Select(p => p.Name)) : null)
            .Add("DealType", Texts.Find("DealType_" + lead.DealType) ?? lead.DealType)
            .Add("Tier", Deal.Tier)
            .Add("Distributor", lead.Distributor)
            .Add("Reference", lead.PartnerReference)
            .Add("Program", Program.Id)
            .Add("ReceivedAt", Format.Moment(Deal.ReceivedAt))
            .Add("SplitFrom", Deal.SplitFrom?.Value)
            .Add("SplitInto", string.Join(", ", Deal.SplitInto));
        return new PageSection(Texts.Get("Section_Deal"), facts.Facts, []);
    }

    public PageSection TheCustomer()
    {
        var (customer, contact) = (Deal.Lead.Customer, Deal.Lead.Contact);
        var facts = List
            .Add("Customer", customer.Name).Add("Country", CountryNames.NameOf(customer.Country, Texts.Language)).Add("Domain", customer.Domain).Add("VatId", customer.VatId)
            .Add("RegistrationNumber", customer.RegistrationNumber).Add("Duns", customer.DunsNumber).Add("Address", AddressOf(customer))
            .Add("Contact", contact?.Name).Add("ContactMail", contact?.Email).Add("ContactPhone", contact?.Phone);
        return new PageSection(Texts.Get("Section_Customer"), facts.Facts, []);
    }

    public PageSection TheWords()
    {
        List<PageQuote> quotes = [];
        Quote(quotes, Texts.Get("Quote_Activity"), Deal.Lead.Activity);
        Quote(quotes, Texts.Get("Quote_Notes"), Deal.Lead.Notes);
        if (Deal.Question is { Answer: { } answer } question)
        {
            Quote(quotes, Texts.Get("Quote_Question"), question.Text);
            Quote(quotes, Texts.Get("Quote_Answer"), answer);
        }

        if (Deal.FollowUp.Progress is { } progress)
            Quote(quotes, Texts.Get("Quote_Progress", Format.Day(progress.At)), progress.Note);
        return new PageSection(Texts.Get("Section_Words"), [], quotes);
    }

    public PageSection? TheExtension()
    {
        if (Deal is not { Extension: { } extension, Protection: { } protection })
            return null;
        var days = Program.Terms.Protection.Extension?.Days ?? 0;
        var facts = List
            .Add("RequestedAt", Format.Moment(extension.RequestedAt))
            .Add("ProtectedThrough", Format.Day(protection.LastDay))
            .Add("WouldEnd", Format.Day(protection.LastDay.PlusDays(days)))
            .Add("LapsesAt", Format.Deadline(extension.LapsesAt));
        List<PageQuote> quotes = [];
        Quote(quotes, Texts.Get("Quote_Reason"), extension.Reason);
        return new PageSection(Texts.Get("Section_Extension"), facts.Facts, quotes);
    }

    public PageSection? TheWin()
    {
        if (Deal.Closing is not { Outcome: ClosingOutcome.Won } closing)
            return null;
        var facts = List
            .Add("SignedOn", closing.SignedOn is { } signed ? Format.Day(signed) : null)
            .Add("AtSignature", closing.AtSignature is { } place ? Texts.Get("AtSignature_" + place) : null)
            .Add("ProtectedThrough", Deal.Protection is { } protection ? Format.Day(protection.LastDay) : null)
            .Add("OrderNumber", closing.OrderNumber)
            .Add("Net", closing.NetAmount is { } net ? Format.Money(net) : null);
        foreach (var line in closing.Lines)
            facts.AddAs(Texts.Get("Fact_NetOf", Product(line.Product)), Format.Money(line.Net));
        AddPayout(facts, closing.Payout);
        facts.Add("ReportedAt", Format.Moment(closing.ReportedAt));
        return new PageSection(Texts.Get("Section_Closing"), facts.Facts, []);
    }

    /// <summary>Invoices and credits, each with what it adds to the commission.</summary>
    public PageSection? TheInvoices()
    {
        if (Deal.Closing is not { Invoices: { IsEmpty: false } invoices })
            return null;
        var facts = List;
        foreach (var invoice in invoices)
            facts.AddAs(
                Texts.Get("Fact_Invoice", invoice.Number, Format.Day(invoice.InvoicedOn)),
                invoice.Adds.Commission is { } paid ? Texts.Get("Fact_Invoice_Value", Format.Money(invoice.Net), Format.Money(paid.Amount)) : Format.Money(invoice.Net));
        return new PageSection(Texts.Get("Section_Invoices"), facts.Facts, []);
    }

    /// <summary>Why it was lost.</summary>
    public PageSection? TheLoss()
    {
        if (Deal.Closing is not { Outcome: ClosingOutcome.Lost } closing)
            return null;
        List<PageQuote> quotes = [];
        Quote(quotes, Texts.Get("Quote_Comment"), closing.Comment);
        return new PageSection(
            Texts.Get("Section_Loss"), List.Add("LossReason", closing.LossReason is { } reason ? Texts.Get("Loss_" + reason) : null).Facts, quotes);
    }

    /// <summary>The decision, and how long the deal is protected.</summary>
    public PageSection? TheProtection()
    {
        if (Deal.Decision is not { } decision)
            return null;
        var facts = List
            .Add("DecidedAt", Format.Moment(decision.At))
            .Add("DecidedBy", decision.By is { } by ? Program.People.Find(by)?.Name ?? by : Texts.Get("Actor_Rule", decision.Rule ?? ""))
            .Add("ProtectedThrough", Deal.Protection is { } protection ? Format.Day(protection.LastDay) : null)
            .Add("ReportBy", Deal.Protection is { } window ? Format.Deadline(window.GraceUntil) : null)
            .Add("EndedAt", Deal.ClosedAt is { } ended ? Format.Moment(ended) : null);
        List<PageQuote> quotes = [];
        Quote(quotes, Texts.Get("Quote_Reason"), decision.Reason);
        return new PageSection(Texts.Get("Section_Decision"), facts.Facts, quotes);
    }

    /// <summary>Who did something, by the words of the timeline.</summary>
    public string Name(string actor)
    {
        var colon = actor.IndexOf(':', StringComparison.Ordinal);
        var id = actor[(colon + 1)..];
        return (colon < 0 ? actor : actor[..colon]) switch
        {
            "approver" => Program.People.Find(id)?.Name ?? id,
            "partner" => PartnerName,
            "system" => Texts.Get("Actor_System", id),
            "rule" => Texts.Get("Actor_Rule", id),
            _ => Texts.Get("Actor_Clock"),
        };
    }

    /// <summary>What a win pays.</summary>
    public void AddPayout(FactList facts, Payout? payout)
    {
        if (payout?.Commission is { } paid)
            facts.Add("Commission", Texts.Get("Fact_Commission_Value", Format.Money(paid.Amount), Format.Percent(paid.Percent), Format.Money(paid.Base)));
        foreach (var benefit in payout?.Benefits ?? [])
            facts.Add(benefit.Kind.ToString(), benefit.Amount is { } amount ? Format.Money(amount) : benefit.Points is { } points ? Format.Number(points) : null);
    }

    /// <summary>An address in one line, or null.</summary>
    public static string? AddressOf(CustomerFacts customer)
    {
        var place = Joined(" ", customer.Address?.PostalCode, customer.Address?.City);
        var line = Joined(", ", customer.Address?.Street, place);
        return line.Length == 0 ? null : line;
    }

    public static void Quote(List<PageQuote> quotes, string label, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            quotes.Add(new PageQuote(label, text));
    }

    /// <summary>The products in one line.</summary>
    public string Products => string.Join(", ", Deal.Lead.Products.Select(Product));

    private string Product(string id) => Program.Terms.Product(id) is { } product ? Texts.Pick(product.Title, id) : id;

    private static string Joined(string separator, params string?[] parts) => string.Join(separator, parts.Where(part => !string.IsNullOrWhiteSpace(part)));
}
