using System.Text.Json;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using NodaTime;

namespace DealFlow.Workflow.Events;

/// <summary>
/// Tells finance: approved (to accrue), closed (won and confirmed), invoiced. Made from what the change has fixed, so the same event made again is
/// the same, letter for letter, whatever has happened since.
/// </summary>
public sealed class DealEvents(IDealEvents events, IPartnerStore partners, IProgramCatalog programs, DealFlowSettings settings)
{
    /// <summary>Publishes the event of one effect.</summary>
    public async Task PublishAsync(Registration deal, Effect effect, CancellationToken cancellation)
    {
        var facts = effect.Event ?? await FactsOfTodayAsync(deal, effect, cancellation);
        await events.PublishAsync(Make(deal, effect, facts), cancellation);
    }

    private DealEvent Make(Registration deal, Effect effect, EventFacts facts)
    {
        var kind = effect.Kind switch
        {
            EffectKind.ApprovedEvent => "approved",
            EffectKind.ClosedEvent => "closed",
            _ => "invoiced",
        };
        var id = $"{deal.Id}/{effect.Round}/{kind}";
        var type = $"dealflow.deal.{kind}.v1";
        var invoice = effect.Kind is EffectKind.InvoicedEvent ? deal.Closing!.Invoices[InvoiceIndex(deal, effect)] : null;
        var json = JsonSerializer.Serialize(
            new
            {
                specversion = "1.0",
                id,
                type,
                source = $"/dealflow/{deal.Manufacturer}",
                subject = deal.Id,
                time = facts.At,
                datacontenttype = "application/json",
                dataschema = $"{settings.PublicBaseUrl}/schemas/{type}.json",
                data = DataOf(deal, effect, facts, invoice),
            },
            DealFlowJson.Options);
        return new DealEvent(id, type, deal.Id.Value, json);
    }

    private static object DataOf(Registration deal, Effect effect, EventFacts facts, Invoice? invoice)
    {
        var closing = effect.Kind is EffectKind.ApprovedEvent ? null : deal.Closing;
        var payout = invoice?.Adds ?? closing?.Payout;
        return new
        {
            registration = deal.Id,
            revision = facts.Revision,
            sequence = deal.Sequence,
            program = deal.Program,
            programVersion = deal.ProgramVersion,
            manufacturer = facts.Manufacturer,
            partner = new { id = deal.Partner, name = facts.PartnerName, vendorNumber = facts.VendorNumber },
            customer = new { name = deal.Lead.Customer.Name, country = deal.Lead.Customer.Country, vatId = deal.Lead.Customer.VatId },
            protection = new { from = deal.Protection!.From, until = facts.ProtectedUntil, atSignature = closing?.AtSignature },
            estimatedValue = deal.Lead.EstimatedValue,
            signedOn = closing?.SignedOn,
            orderNumber = closing?.OrderNumber,
            confirmedBy = closing?.ConfirmedBy,
            net = invoice?.Net ?? closing?.NetAmount,
            commission = payout?.Commission,
            incentives = IncentivesOf(deal, effect, payout),
            invoice = invoice is null ? null : new { number = invoice.Number, invoicedOn = invoice.InvoicedOn, lines = invoice.Lines },
            totals = closing is null ? null : TotalsOf(closing, effect, deal),
        };
    }

    /// <summary>At the approval what is promised; later the bonus and points that were earned.</summary>
    private static IEnumerable<object> IncentivesOf(Registration deal, Effect effect, Payout? payout) => effect.Kind is EffectKind.ApprovedEvent
        ? deal.Incentives.Select(item => new { rule = item.Id, kind = item.Kind, percent = item.Percent, amount = (Money?)null, points = item.Points })
        : (payout?.Benefits ?? []).Select(benefit =>
            new { rule = benefit.Rule, kind = benefit.Kind, percent = (decimal?)null, amount = benefit.Amount, points = benefit.Points });

    /// <summary>Closed: what the order pays. Invoiced: everything invoiced up to and with this one.</summary>
    private static object TotalsOf(DealClosing closing, Effect effect, Registration deal)
    {
        var currency = closing.NetAmount!.Value.Currency;
        if (effect.Kind is EffectKind.ClosedEvent)
            return new { net = closing.NetAmount, commission = closing.Payout?.Commission?.Amount ?? Money.Zero(currency) };
        var soFar = closing.Invoices.Take(InvoiceIndex(deal, effect) + 1).ToList();
        return new
        {
            net = soFar.Aggregate(Money.Zero(currency), (sum, invoice) => sum + invoice.Net),
            commission = soFar.Aggregate(Money.Zero(currency), (sum, invoice) => sum + (invoice.Adds.Commission?.Amount ?? Money.Zero(currency))),
        };
    }

    /// <summary>Events are numbered through; the invoices' come last, in their order.</summary>
    private static int InvoiceIndex(Registration deal, Effect effect) => deal.Closing!.Invoices.Count - 1 - (deal.EventCount - effect.Round);

    /// <summary>Of an event that was owed by an earlier version, which did not keep them.</summary>
    private async Task<EventFacts> FactsOfTodayAsync(Registration deal, Effect effect, CancellationToken cancellation)
    {
        var membership = await partners.FindAsync(deal.Manufacturer, deal.Partner, cancellation);
        var at = effect.Kind switch
        {
            EffectKind.ApprovedEvent => deal.Decision!.At,
            EffectKind.ClosedEvent => deal.ClosedAt!.Value,
            _ => deal.Timeline.Last(entry => entry.What == Happening.Invoiced).At,
        };
        return new EventFacts(
            deal.Revision, at, programs.For(deal).Manufacturer.Name, membership?.Name ?? deal.Partner, membership?.VendorNumber, deal.Protection!.Until);
    }
}
