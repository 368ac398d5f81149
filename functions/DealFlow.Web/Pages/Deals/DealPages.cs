using System.Buffers;
using System.Globalization;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Pages.Deals;

/// <summary>The partner's registrations, and each of them with what can be done now.</summary>
internal sealed class DealPages(IRegistrationStore store, IProgramCatalog programs, DealDesk desk, DealBoard board, PageRenderer pages)
{
    private const int PageSize = 25;
    private const int MostWaiting = 10;
    private static readonly SearchValues<char> CursorCharacters = SearchValues.Create("0123456789.");

    public async Task<IResult> ListAsync(HttpContext context, Caller caller)
    {
        var reader = PageReader.Of(caller.Visitor!, DateTimeZone.Utc);
        var (word, search, cursor) = (Query(context, "status"), Query(context, "q"), Query(context, "cursor"));
        var status = Enum.GetValues<RegistrationStatus>().Where(value => Words.Of(value) == word).Select(value => (RegistrationStatus?)value).FirstOrDefault();
        var isReadable = search is null || (search.Length <= 200 && TextRules.IsClean(search, lineBreaks: false));
        if (cursor?.Length > 200 || cursor.AsSpan().ContainsAnyExcept(CursorCharacters))
            cursor = null;
        var query = new RegistrationQuery(caller.Partner, null, null, status, search, cursor, PageSize) { OfManufacturers = caller.Reach.Only };
        var page = isReadable ? await store.ListAsync(query, context.RequestAborted) : new RegistrationPage([], null);
        IReadOnlyList<Registration> waiting = (status, search, cursor) is (null, null, null)
            ? (await store.ListAsync(query with { Status = RegistrationStatus.NeedsInformation, Limit = MostWaiting }, context.RequestAborted)).Items
            : [];
        var others = page.Items.Where(deal => waiting.All(first => first.Id != deal.Id)).ToList();
        var next = page.Next is { } place ? $"/deals?status={(status is null ? "" : word)}&q={Uri.EscapeDataString(search ?? "")}&cursor={Uri.EscapeDataString(place)}" : null;
        return await pages.PageAsync<DealListPage>(new DealListView(
            reader, Filters(reader.Texts, status, search, isReadable), await board.CardsAsync(caller.Visitor!, waiting, context.RequestAborted),
            await board.CardsAsync(caller.Visitor!, others, context.RequestAborted), next));
    }

    public async Task<IResult> ShowAsync(HttpContext context, Caller caller)
    {
        var deal = await FindAsync(context, caller);
        var done = Query(context, "done") is { } name && (DealForms.All.Contains(name) || name == "register") ? name : null;
        var wanted = Query(context, "do") is { } form && DealForms.All.Contains(form) ? form : null;
        return await PageAsync(context, caller, deal, TypedDeal.Nothing with { Name = wanted }, StatusCodes.Status200OK, done: done);
    }

    public async Task<IResult> DoAsync(HttpContext context, Caller caller)
    {
        var deal = await FindAsync(context, caller);
        var form = await FormBody.ReadAsync(context);
        if (form.Text("do") is not { } name || !DealForms.All.Contains(name))
            throw new ProblemException(Problem.BadRequest("The form names nothing that can be done."));
        var reader = new DealFormReader(form, deal, programs.For(deal).Terms, caller.Visitor!.Session.Side.Language);
        if (reader.Read(name) is not { } command)
            return await WrongAsync(context, caller, deal, name, form, reader.Wrong);
        var revision = form.Text("revision");
        var result = await desk.HandleAsync(
            deal.Id,
            (current, judged) => revision == current.Revision.ToString(CultureInfo.InvariantCulture)
                ? Deal.Handle(current, command, judged)
                : new Refusal(RefusalKind.State, "The registration has changed meanwhile."),
            context.RequestAborted);
        return result switch
        {
            DeskResult.Done => new SeeOther($"/deals/{deal.Id}?done={name}"),
            DeskResult.Refused { Refusal: { Kind: RefusalKind.Value, Path: { } path } } refused =>
                await WrongAsync(context, caller, refused.Registration, name, form, [DealFormReader.FieldOf(path)]),
            DeskResult.Refused refused => await ChangedAsync(context, caller, refused.Registration, name, form, revision),
            _ => Problem.NotFound,
        };
    }

    private Task<IResult> ChangedAsync(HttpContext context, Caller caller, Registration deal, string name, FormBody form, string? revision)
    {
        var isStale = revision != deal.Revision.ToString(CultureInfo.InvariantCulture);
        return PageAsync(
            context, caller, deal, new TypedDeal(name, form, new Dictionary<string, string>()), StatusCodes.Status409Conflict,
            isStale ? "Deal_Changed" : "Deal_NotNow");
    }

    private Task<IResult> WrongAsync(HttpContext context, Caller caller, Registration deal, string name, FormBody form, IEnumerable<string> fields)
    {
        var calendar = programs.For(deal).Calendar;
        var reader = PageReader.Of(caller.Visitor!, calendar.Zone);
        var errors = fields.ToDictionary(field => field, field => reader.Texts.Get(
            $"Do_Error_{name}_{field}", reader.Format.Day(calendar.DayOf(deal.ReceivedAt)), deal.Protection is { } window ? reader.Format.Day(window.LastDay) : ""));
        return PageAsync(context, caller, deal, new TypedDeal(name, form, errors), StatusCodes.Status422UnprocessableEntity, "Error_Summary");
    }

    private async Task<IResult> PageAsync(
        HttpContext context, Caller caller, Registration deal, TypedDeal typed, int status, string? alert = null, string? done = null) =>
        await pages.PageAsync<DealPage>(await board.ViewAsync(caller.Visitor!, deal, typed, done, alert, context.RequestAborted), status);

    private async Task<Registration> FindAsync(HttpContext context, Caller caller) =>
        RegistrationId.TryParse(context.Request.RouteValues["id"] as string, out var id)
        && await store.FindAsync(id, context.RequestAborted) is { Registration: var deal } && deal.Partner == caller.Partner && caller.Reach.Includes(deal.Manufacturer)
            ? deal
            : throw new ProblemException(Problem.NotFound);

    private static List<FormInput> Filters(ReaderTexts texts, RegistrationStatus? status, string? search, bool isReadable) =>
    [
        new("filter", "q", InputKind.Line, texts.Get("Deals_Search")) { Value = search ?? "", Error = isReadable ? null : texts.Get("Deals_Search_Error") },
        new("filter", "status", InputKind.Choice, texts.Get("Fact_Status"))
        {
            Choices =
            [
                new InputChoice("", texts.Get("Deals_All"), status is null),
                .. Enum.GetValues<RegistrationStatus>().Select(value => new InputChoice(Words.Of(value), texts.Get("State_" + Words.Of(value)), value == status)),
            ],
        },
    ];

    private static string? Query(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}
