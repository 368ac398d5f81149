using DealFlow.Domain.Approval;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Protection;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Pipeline;

namespace DealFlow.Web.Pages;

/// <summary>All that somebody needs who decides, for one screen of a phone: the customer, the worth, the partner and its record, what was found, and what the answer costs and starts.</summary>
internal sealed class DecideSummary(DealFacts facts, DecisionLink.Open open, TrackRecord record)
{
    private readonly ReaderTexts _texts = facts.Reader.Texts;
    private readonly ReaderFormat _format = facts.Reader.Format;
    private readonly Registration _deal = open.Registration;

    public SummaryPart Of() => new(
        _deal.Lead.Customer.Name, Place(), _format.Money(Worth()), _texts.Get(open.Ask.Purpose is AskPurpose.Confirm ? "Summary_Net" : _deal.IsPart() ? "Fact_ValueOfAll" : "Summary_Value"),
        facts.Products, facts.PartnerName, Record(), open.Ask.Purpose is AskPurpose.Decide ? Conflict() : null, Consequences());

    /// <summary>Why approving is not possible, or null.</summary>
    public string? CannotApprove() => open.Ask.Purpose is AskPurpose.Decide && Approved() is null
        ? _texts.Get(open.Context.HolderIsLive ? "Refused_Held" : "Refused_Other")
        : null;

    private Domain.Amounts.Money Worth() =>
        open.Ask.Purpose is AskPurpose.Confirm && _deal.Closing?.NetAmount is { } net ? net : _deal.Lead.EstimatedValue;

    private string Place() => string.Join(", ", new[] { _deal.Lead.Customer.Address?.City, CountryNames.NameOf(_deal.Lead.Customer.Country, _texts.Language) }.Where(part => !string.IsNullOrWhiteSpace(part)));

    private string Record() => _texts.Get("Summary_Record", open.Context.Tier.Length > 0 ? open.Context.Tier : "–", Number(record.Registered), Number(record.Won));

    private ToneText Conflict() => _deal.Conflict switch
    {
        null => new ToneText(_texts.Get("Summary_NotChecked"), "act"),
        { Failed: true } => new ToneText(_texts.Get("Summary_CheckFailed"), "act"),
        { HeldBy: not null } => new ToneText(_texts.Get("Summary_Held"), "act"),
        { Candidates.Count: 0 } => new ToneText(_texts.Get("Summary_NoConflict"), "good"),
        { Candidates.Count: var count } => new ToneText(_texts.Count("Summary_Candidates", count), "act"),
    };

    /// <summary>What the answer costs, and what it starts.</summary>
    private IReadOnlyList<PageFact> Consequences()
    {
        var list = new FactList(_texts);
        switch (open.Ask.Purpose)
        {
            case AskPurpose.Decide when Approved() is { Protection: { } window } approved:
                Cost(list, approved);
                list.AddAs(_texts.Get("Summary_Protects"), _texts.Get("Summary_Protects_Value", _format.Day(window.From), _format.Day(window.LastDay)));
                break;
            case AskPurpose.Extension when _deal.Protection is { } window && open.Program.Terms.Protection.Extension is { } extension:
                list.AddAs(_texts.Get("Summary_Now"), _format.Day(window.LastDay)).AddAs(_texts.Get("Summary_Granted"), _format.Day(window.LastDay.PlusDays(extension.Days)));
                break;
            case AskPurpose.Confirm:
                facts.AddPayout(list, _deal.Closing?.Payout);
                break;
        }

        return list.Facts;
    }

    /// <summary>What the deal would pay at the estimated value. Of one part of a deal the value is not known, so nothing is reckoned.</summary>
    private void Cost(FactList list, Registration approved)
    {
        if (approved.Incentives.IsEmpty)
        {
            list.AddAs(_texts.Get("Summary_Costs"), _texts.Get("Summary_Costs_Nothing"));
            return;
        }

        if (_deal.IsPart() || IncentiveRules.NeedsLines(approved.Incentives, _deal.Lead.Products))
        {
            list.AddAs(_texts.Get("Summary_Costs"), string.Join(", ", approved.Incentives.Select(item => _texts.Pick(item.Text, item.Id))));
            return;
        }

        var payout = IncentiveRules.Reckon(approved.Incentives, open.Program.Terms.Incentives, _deal.Lead.EstimatedValue, []);
        if (payout.Commission is { } paid)
            list.AddAs(_texts.Get("Summary_Costs"), _texts.Get("Summary_Costs_Value", _format.Money(paid.Amount), _format.Percent(paid.Percent), _format.Money(paid.Base)));
        var earned = approved.Incentives.Where(item => item.Kind is IncentiveKind.Discount || payout.Benefits.Exists(benefit => benefit.Rule == item.Id));
        list.AddAs(_texts.Get(payout.Commission is null ? "Summary_Costs" : "Summary_Also"), string.Join(", ", earned.Select(item => _texts.Pick(item.Text, item.Id))));
    }

    private Registration? Approved() =>
        Deal.Handle(_deal, new DealCommand.Approve(new Actor(ActorKind.Approver, open.Person.Id), null), open.Context) is Outcome.Changed { Registration: var approved } ? approved : null;

    private string Number(int number) => _format.Number(number);
}
