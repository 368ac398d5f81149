using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.SignIn;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>
/// The manufacturer's registrations: what waits for an answer, sorted by the decision clock, then all of them. Whoever has signed in for the
/// manufacturer reads them.
/// </summary>
internal sealed class InboxPages(
    IRegistrationStore store, IPipelineStore pipeline, IProgramCatalog programs, IPartnerStore partners, InboxRows rows, PageRenderer pages, IClock clock)
{
    private const int PageSize = 25;
    private const int MostWaiting = 200;

    public async Task<IResult> ListAsync(HttpContext context, Caller caller)
    {
        var side = (ManufacturerSide)caller.Visitor!.Session.Side;
        var reader = PageReader.Of(caller.Visitor, DateTimeZone.Utc);
        var own = programs.All.Where(program => program.Manufacturer.Id == side.Manufacturer.Id).ToList();
        var filter = InboxFilter.Of(context, own);
        var waiting = await WaitingAsync(side, filter, context.RequestAborted);
        var page = filter.WaitingOnly || !filter.IsReadable ? new RegistrationPage([], null) : await FindAsync(side, filter, context.RequestAborted);
        var now = clock.GetCurrentInstant();
        return await pages.PageAsync<InboxPage>(new InboxView(
            reader, Lead(reader, side, waiting), filter.Fields(reader.Texts, own),
            filter.Cursor is null ? await rows.OfAsync(caller.Visitor, waiting, now, context.RequestAborted) : [],
            await rows.OfAsync(caller.Visitor, page.Items, now, context.RequestAborted), page.Next is { } next ? filter.Address(next) : null)
        {
            Clear = filter.IsSet || filter.Cursor is not null ? "/inbox" : null,
        });
    }

    private async Task<List<Registration>> WaitingAsync(ManufacturerSide side, InboxFilter filter, CancellationToken cancellation)
    {
        var waiting = await pipeline.WaitingAsync(side.Manufacturer.Id, MostWaiting, cancellation);
        if (!filter.IsSet || waiting.Count == 0)
            return [.. waiting];
        var names = await new PartnerNames(partners).OfAsync(side.Manufacturer.Id, waiting.Select(deal => deal.Partner), cancellation);
        return [.. waiting.Where(deal => filter.Includes(deal, names[deal.Partner]))];
    }

    private async Task<RegistrationPage> FindAsync(ManufacturerSide side, InboxFilter filter, CancellationToken cancellation)
    {
        var named = filter.Text is null
            ? []
            : (await partners.OfManufacturerAsync(side.Manufacturer.Id, cancellation)).Where(member => filter.Contains(member.Name) || filter.Contains(member.Partner));
        var query = new RegistrationQuery(null, side.Manufacturer.Id, filter.Program, filter.Status, filter.Text, filter.Cursor, PageSize)
        {
            OrOfPartners = [.. named.Select(member => member.Partner)],
        };
        return await store.ListAsync(query, cancellation);
    }

    private string Lead(PageReader reader, ManufacturerSide side, List<Registration> waiting)
    {
        var forYou = waiting.Count(deal => InboxRows.IsAsked(side, deal, programs.For(deal)));
        return waiting.Count == 0
            ? reader.Texts.Get("Inbox_Nothing")
            : $"{reader.Texts.Count("Inbox_Waits", waiting.Count)} {(forYou == 0 ? reader.Texts.Get("Inbox_Others") : reader.Texts.Count("Inbox_ForYou", forYou))}";
    }
}
