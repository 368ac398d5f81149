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
    // A page stays below 30 KB with its style sheet.
    private const int PageSize = 15;
    private const int WaitingAtFirst = 10;
    private const int WaitingAlone = 20;
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
        List<Registration> shown = filter.WaitingOnly
            ? [.. waiting.Skip(filter.From).Take(WaitingAlone)]
            : [.. filter.Cursor is null ? waiting.Take(WaitingAtFirst) : []];
        return await pages.PageAsync<InboxPage>(new InboxView(
            reader, Lead(reader, side, waiting), filter.Fields(reader.Texts, own),
            await rows.OfAsync(caller.Visitor, shown, now, context.RequestAborted),
            await rows.OfAsync(caller.Visitor, page.Items, now, context.RequestAborted), page.Next is { } next ? filter.Address(next) : null)
        {
            MoreWaiting = More(reader, filter, waiting.Count - shown.Count - (filter.WaitingOnly ? filter.From : 0)),
            MayInvite = side.IsActing,
            Clear = filter.IsSet || filter.Cursor is not null ? "/inbox" : null,
        });
    }

    private static PageLink? More(PageReader reader, InboxFilter filter, int more) => more <= 0 || filter.Cursor is not null
        ? null
        : new PageLink(reader.Texts.Count("Inbox_MoreWaiting", more), filter.WaitingAddress(filter.WaitingOnly ? filter.From + WaitingAlone : 0));

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
