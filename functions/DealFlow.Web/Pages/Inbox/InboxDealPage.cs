using System.Globalization;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Pages.Deals;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>Puts the page of a registration together for the manufacturer's people.</summary>
internal sealed class InboxDealPage(IRegistrationStore store, IPipelineStore pipeline, IPartnerStore partners, AliasSayings aliases, PageRenderer pages)
{
    public async Task<IResult> AnswerAsync(LookedAt looked, TypedDeal typed, int status, string? alert, string? done, CancellationToken cancellation)
    {
        var (reader, deal, judged) = (looked.Reader, looked.Deal, looked.Context);
        var owners = (deal.Conflict?.Candidates ?? []).Where(found => found.Kind is CandidateKind.Registration).Select(found => found.Owner).OfType<string>();
        var names = await new PartnerNames(partners).OfAsync(deal.Manufacturer, owners.Append(deal.Partner), cancellation);
        var facts = new DealFacts(reader, deal, judged.Program, names[deal.Partner]);
        var forms = new InboxForms(reader, deal, judged, looked.Person, typed);
        var decisions = forms.ToDecide();
        List<PageSection?> sections =
        [
            facts.TheExtension(), facts.TheWin(), facts.TheInvoices(), facts.TheLoss(), facts.TheProtection(), facts.TheDeal(deal.Ask, looked.Person), facts.TheCustomer(), facts.TheWords(),
        ];
        var view = new InboxDealView(
            reader, $"/inbox/{deal.Id}", deal.Lead.Customer.Name, done is null ? [] : Done(facts, done), alert is null ? null : reader.Texts.Get(alert),
            await LeadAsync(looked, decisions.Count > 0, cancellation), DecisionClock.Of(reader, deal, judged.Program, judged.Now),
            new PageLink(facts.PartnerName, "/partners/" + Uri.EscapeDataString(deal.Partner)), decisions,
            new ConflictExplained(reader, judged.Program, names).Of(deal) with { Said = await aliases.OfAsync(reader, judged.Program, deal, cancellation) }, [.. sections.OfType<PageSection>()], forms.ToAct())
        {
            Revision = InboxDealPages.RevisionOf(deal),
            Round = (deal.Ask?.Round ?? 0).ToString(CultureInfo.InvariantCulture),
            MayAct = looked.Person is { } person && !judged.OfPartner.Contains(person.Id),
            Timeline = InboxTimeline.Of(facts),
            Summary = await SummaryAsync(looked, facts, cancellation),
        };
        return await pages.PageAsync<InboxDealPageBody>(view, status);
    }

    /// <summary>The reader belongs to the partner: nothing is shown that a partner does not see.</summary>
    public Task<IResult> NotYoursAsync(LookedAt looked)
    {
        var texts = looked.Reader.Texts;
        return pages.PageAsync<MessagePage>(
            new MessageView(looked.Reader, texts.Get("Partner_Title"), [texts.Get("Partner_Text")])
            {
                IsAlert = true,
                Facts = new FactList(texts).Add("Id", looked.Deal.Id.Value).Facts,
                Next = new PageLink(texts.Get("Inbox_Back"), "/inbox"),
            },
            StatusCodes.Status403Forbidden);
    }

    private async Task<SummaryPart?> SummaryAsync(LookedAt looked, DealFacts facts, CancellationToken cancellation) =>
        looked.Person is { } person && DecisionDesk.OpenTo(person, looked.Deal, looked.Context) is { BelongsToPartner: false } open
            ? new DecideSummary(facts, open, await pipeline.RecordAsync(looked.Deal.Manufacturer, looked.Deal.Partner, cancellation)).Of()
            : null;

    /// <summary>What was done, and what happens next.</summary>
    private static IReadOnlyList<string> Done(DealFacts facts, string name)
    {
        var texts = facts.Reader.Texts;
        return InboxForms.Decisions.Contains(name)
            ? [texts.Get("Done_Title_" + name) + ".", .. DecisionDone.Next(facts, name) is { } next ? [next] : Array.Empty<string>()]
            : [texts.Get("ActDone_" + name)];
    }

    private async Task<IReadOnlyList<string>> LeadAsync(LookedAt looked, bool isAsked, CancellationToken cancellation)
    {
        var (texts, deal, program) = (looked.Reader.Texts, looked.Deal, looked.Context.Program);
        List<string> lead = [texts.Get("DealPage_State", texts.Get("State_" + Words.Of(deal.Status)))];
        if (deal.Ask is { IsOpen: true } ask)
        {
            lead.Add(texts.Get("Inbox_Asked", texts.Get("Asked_" + ask.Purpose), string.Join(", ", ask.Persons.Select(id => program.People.Find(id)?.Name ?? id))));
            lead.Add(texts.Get(isAsked ? "Inbox_Asked_You" : "Inbox_Asked_Others"));
        }

        if (deal.Status is RegistrationStatus.Queued && (await store.QueuePositionsAsync([deal.Id], cancellation)).TryGetValue(deal.Id, out var place))
            lead.Add(texts.Get("DealPage_Queue", place.ToString(CultureInfo.InvariantCulture)));
        if (looked.Person is null)
            lead.Add(texts.Get("Inbox_Observer"));
        return lead;
    }
}
