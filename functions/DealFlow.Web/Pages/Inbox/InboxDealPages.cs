using System.Globalization;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages.Deals;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Privacy;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.SignIn;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>
/// A registration for the manufacturer's people. What the partner wrote is shown and cannot be edited. Whoever belongs to the partner of a deal sees
/// it on the partner's own page, without the conflict report.
/// </summary>
internal sealed class InboxDealPages(
    IRegistrationStore store, IPipelineStore pipeline, IProgramCatalog programs, IPartnerStore partners, DealDesk desk, DecisionDesk decisions, AliasSayings aliases,
    ContactKeeper contacts, PageRenderer pages)
{
    private const string Said = "said";
    private const string TakenBack = "takenBack";

    private readonly InboxDealPage _page = new(store, pipeline, partners, aliases, pages);

    public async Task<IResult> ShowAsync(HttpContext context, Caller caller)
    {
        var looked = await LookAsync(context, caller);
        var name = context.Request.Query["done"].ToString();
        var done = InboxForms.Decisions.Contains(name) || InboxForms.Acts.Contains(name) || name is Said or TakenBack ? name : null;
        return await AnswerAsync(context, looked, TypedDeal.Nothing, StatusCodes.Status200OK, done: done);
    }

    public async Task<IResult> DoAsync(HttpContext context, Caller caller)
    {
        var looked = await LookAsync(context, caller);
        var form = await FormBody.ReadAsync(context);
        var name = form.Text("do") ?? "";
        var saysAlias = name.Length == 0 && AliasSayings.IsIn(form);
        if (!saysAlias && !InboxForms.Decisions.Contains(name) && !InboxForms.Acts.Contains(name))
            throw new ProblemException(Problem.BadRequest("The form names nothing that can be done."));
        if (looked.Person is not { } person || looked.IsOfPartner)
            throw new ProblemException(Problem.NotActing);
        if (saysAlias)
            return await SayAsync(context, looked, person, form);
        return InboxForms.Decisions.Contains(name)
            ? await DecideAsync(context, looked, person, name, form)
            : await ActAsync(context, looked, person, name, form);
    }

    /// <summary>Says that a candidate is the same customer, or not, or takes that back. It may be said at any time: it acts on later checks.</summary>
    private async Task<IResult> SayAsync(HttpContext context, LookedAt looked, Person person, FormBody form) =>
        await aliases.SayAsync(form, looked.Deal, Actor.For(looked.Deal.Manufacturer, person.Id), context.RequestAborted)
            ? new SeeOther($"/inbox/{looked.Deal.Id}?done={(form.Text("undo") is null ? Said : TakenBack)}")
            : await AnswerAsync(context, looked, TypedDeal.Nothing, StatusCodes.Status409Conflict, "Inbox_Changed");

    private async Task<IResult> DecideAsync(HttpContext context, LookedAt looked, Person person, string name, FormBody form)
    {
        var open = DecisionDesk.OpenTo(person, looked.Deal, looked.Context);
        if (open is null || open.Ask.Round.ToString(CultureInfo.InvariantCulture) != form.Text("round"))
            return await ChangedAsync(context, looked, name, form, "Inbox_Changed");
        var language = looked.Deal.Lead.Language;
        var draft = new DecisionDraft(
            null, name, name == "requestInformation" ? null : Suggestions.Compose(form, name, form.Text("reason"), language),
            name == "requestInformation" ? Suggestions.Compose(form, name, form.Text("question"), language) : null);
        var errors = DecideForms.Judge(looked.Reader, draft);
        if (errors.Count > 0)
            return await WrongAsync(context, looked, name, form, errors);
        return await decisions.DecideAsync(open, draft, context.RequestAborted) switch
        {
            DecisionResult.Done => new SeeOther($"/inbox/{looked.Deal.Id}?done={name}"),
            DecisionResult.Refused { Refusal: { Kind: RefusalKind.Value } refusal } when DecideForms.Refused(looked.Reader, draft, refusal.Path) is { Count: > 0 } refused =>
                await WrongAsync(context, looked, name, form, refused),
            _ => await ChangedAsync(context, await LookAgainAsync(context, looked), name, form, "Inbox_NotNow"),
        };
    }

    private async Task<IResult> ActAsync(HttpContext context, LookedAt looked, Person person, string name, FormBody form)
    {
        var deal = looked.Deal;
        var by = Actor.For(deal.Manufacturer, person.Id);
        var reader = new InboxFormReader(form, deal, looked.Context.Program.Terms, by, looked.Side.Language);
        if (form.Text("revision") is not { } revision || revision != RevisionOf(deal))
            return await ChangedAsync(context, looked, name, form, "Inbox_Changed");
        if (reader.Read(name) is not { } command)
            return await WrongAsync(context, looked, name, form, Errors(looked, name, reader.Wrong));
        var result = command is DealCommand.EraseContact
            ? await contacts.EraseAsync(deal, by, context.RequestAborted)
            : await desk.HandleAsync(
                deal.Id,
                (current, judged) => revision == RevisionOf(current) ? Deal.Handle(current, command, judged) : new Refusal(RefusalKind.State, "The registration has changed meanwhile."),
                context.RequestAborted);
        return result switch
        {
            DeskResult.Done => new SeeOther($"/inbox/{deal.Id}?done={name}"),
            DeskResult.Refused { Refusal: { Kind: RefusalKind.Value, Path: { } path } } => await WrongAsync(
                context, await LookAgainAsync(context, looked), name, form, Errors(looked, name, [DealFormReader.FieldOf(path)])),
            DeskResult.Refused => await ChangedAsync(context, await LookAgainAsync(context, looked), name, form, "Inbox_NotNow"),
            _ => Problem.NotFound,
        };
    }

    private static Dictionary<string, string> Errors(LookedAt looked, string name, IEnumerable<string> fields)
    {
        var (texts, format, deal) = (looked.Reader.Texts, looked.Reader.Format, looked.Deal);
        string[] values = [format.Day(deal.ReceivedAt), deal.Protection is { } window ? format.Day(window.LastDay) : ""];
        return fields.ToDictionary(field => field, field => texts.Get(texts.Find($"Act_Error_{name}_{field}") is null ? $"Do_Error_{name}_{field}" : $"Act_Error_{name}_{field}", values));
    }

    private Task<IResult> WrongAsync(HttpContext context, LookedAt looked, string name, FormBody form, Dictionary<string, string> errors) =>
        AnswerAsync(context, looked, new TypedDeal(name, form, errors), StatusCodes.Status422UnprocessableEntity, "Inbox_Wrong");

    private Task<IResult> ChangedAsync(HttpContext context, LookedAt looked, string name, FormBody form, string alert) =>
        AnswerAsync(context, looked, new TypedDeal(name, form, new Dictionary<string, string>()), StatusCodes.Status409Conflict, alert);

    private Task<IResult> AnswerAsync(HttpContext context, LookedAt looked, TypedDeal typed, int status, string? alert = null, string? done = null) =>
        looked.IsOfPartner ? _page.NotYoursAsync(looked) : _page.AnswerAsync(looked, typed, status, alert, done, context.RequestAborted);

    private async Task<LookedAt> LookAsync(HttpContext context, Caller caller)
    {
        var side = (ManufacturerSide)caller.Visitor!.Session.Side;
        if (!RegistrationId.TryParse(context.Request.RouteValues["id"] as string, out var id)
            || await store.FindAsync(id, context.RequestAborted) is not { Registration: var stored } || stored.Manufacturer != side.Manufacturer.Id)
            throw new ProblemException(Problem.NotFound);
        return await OfAsync(caller.Visitor, side, stored, context);
    }

    private async Task<LookedAt> LookAgainAsync(HttpContext context, LookedAt looked) =>
        await OfAsync(looked.Reader.Visitor!, looked.Side, (await store.FindAsync(looked.Deal.Id, context.RequestAborted))!.Registration, context);

    private async Task<LookedAt> OfAsync(Visitor visitor, ManufacturerSide side, Registration stored, HttpContext context)
    {
        var judged = await desk.ContextAsync(stored, context.RequestAborted);
        var membership = await partners.FindAsync(stored.Manufacturer, stored.Partner, context.RequestAborted);
        return new LookedAt(
            PageReader.Of(visitor, programs.For(stored).Calendar.Zone), side, Deadlines.Pass(stored, judged), judged, membership?.Includes(side.Address) is true);
    }

    internal static string RevisionOf(Registration deal) => deal.Revision.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A deal that somebody of the manufacturer looks at, as it is at this moment.</summary>
/// <param name="IsOfPartner">Whether the reader belongs to the partner of the deal.</param>
internal sealed record LookedAt(PageReader Reader, ManufacturerSide Side, Registration Deal, DealContext Context, bool IsOfPartner)
{
    /// <summary>Who this is in the program of the deal; null for somebody who may only look on.</summary>
    public Person? Person => Side.PersonIn(Context.Program);
}
