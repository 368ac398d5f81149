using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.SignIn;
using NodaTime;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>Registrations as lines of a list, each in the time of its program.</summary>
internal sealed class InboxRows(IProgramCatalog programs, IPartnerStore partners)
{
    public async Task<IReadOnlyList<InboxRow>> OfAsync(Visitor visitor, IReadOnlyList<Registration> deals, Instant now, CancellationToken cancellation)
    {
        var side = (ManufacturerSide)visitor.Session.Side;
        var names = await new PartnerNames(partners).OfAsync(side.Manufacturer.Id, deals.Select(deal => deal.Partner), cancellation);
        return [.. deals.Select(deal => Row(visitor, side, deal, names[deal.Partner], now))];
    }

    /// <summary>Whether the person of a side is one of those who are asked on a deal.</summary>
    public static bool IsAsked(ManufacturerSide side, Registration deal, DealProgram program) =>
        deal.Ask is { IsOpen: true } ask && side.PersonIn(program) is { } person && ask.Persons.Contains(person.Id);

    private InboxRow Row(Visitor visitor, ManufacturerSide side, Registration deal, string partner, Instant now)
    {
        var program = programs.For(deal);
        var reader = PageReader.Of(visitor, program.Calendar.Zone);
        return new InboxRow(
            $"/inbox/{deal.Id}", deal.Lead.Customer.Name, deal.Id.Value, new PageLink(partner, "/partners/" + Uri.EscapeDataString(deal.Partner)),
            reader.Texts.Get("State_" + Words.Of(deal.Status)), reader.Format.Money(deal.Lead.EstimatedValue), DecisionClock.Of(reader, deal, program, now))
        {
            Asked = deal.Ask is { IsOpen: true } ask ? reader.Texts.Get("Asked_" + ask.Purpose) : null,
            ForYou = IsAsked(side, deal, program),
        };
    }
}
