using System.Buffers;
using System.Globalization;
using DealFlow.Domain.Programs;
using DealFlow.Web.Api;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages.Deals;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.SignIn;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>
/// A partner as this manufacturer knows it: the membership, its record and its deals. Approvers and owners change the membership and end it; observers
/// look on, and so does whoever belongs to the partner.
/// </summary>
internal sealed class MembershipPages(
    IPartnerStore partners, IRegistrationStore store, IPipelineStore pipeline, IProgramCatalog programs, MembershipDesk desk, InboxRows rows,
    PageRenderer pages, IClock clock)
{
    private const int PageSize = 15;
    private static readonly SearchValues<char> CursorCharacters = SearchValues.Create("0123456789.");

    private readonly InvitingPages _inviting = new(partners, desk, pages);

    public async Task<IResult> ShowAsync(HttpContext context, Caller caller)
    {
        if (IdOf(context) == InvitingPages.NoPartner)
            return await _inviting.ShowAsync(caller, OwnOf(caller.Manufacturer!));
        var done = context.Request.Query["done"].ToString();
        return await AnswerAsync(
            context, caller, await FindAsync(context, caller), TypedDeal.Nothing, StatusCodes.Status200OK,
            done: done is MembershipForm.Save or MembershipForm.End or MembershipForm.Invite ? "MemberDone_" + done : null);
    }

    public async Task<IResult> DoAsync(HttpContext context, Caller caller)
    {
        var form = await FormBody.ReadAsync(context);
        if (IdOf(context) == InvitingPages.NoPartner)
            return await _inviting.DoAsync(context, caller, OwnOf(caller.Manufacturer!), form);
        var membership = await FindAsync(context, caller);
        if (form.Text("do") is not (MembershipForm.Save or MembershipForm.End) || form.Text("do") is not { } name)
            throw new ProblemException(Problem.BadRequest("The form names nothing that can be done."));
        if (!MayAct(caller, membership))
            throw new ProblemException(Problem.NotActing);
        if (form.Text("revision") != RevisionOf(membership))
            return await AnswerAsync(
                context, caller, membership, new TypedDeal(name, form, new Dictionary<string, string>()), StatusCodes.Status409Conflict, "Member_Changed");
        if (Judge(caller, membership, form, name, out var written) is { Count: > 0 } errors)
            return await AnswerAsync(context, caller, membership, new TypedDeal(name, form, errors), StatusCodes.Status422UnprocessableEntity, "Inbox_Wrong");
        if (written is null)
            await desk.EndAsync(membership.Manufacturer, membership.Partner, context.RequestAborted);
        else
            await desk.WriteAsync(written, context.RequestAborted);
        return new SeeOther($"/partners/{Uri.EscapeDataString(membership.Partner)}?done={name}");
    }

    /// <summary>What is wrong with the form; where nothing is, the membership as it is to be, or null for its end.</summary>
    private Dictionary<string, string> Judge(Caller caller, Membership before, FormBody form, string name, out Membership? written)
    {
        var texts = PageReader.Of(caller.Visitor!, DateTimeZone.Utc).Texts;
        written = null;
        if (name == MembershipForm.End)
            return form.Text("confirm") == "yes" ? [] : new Dictionary<string, string> { ["confirm"] = texts.Get("Member_Error_confirm") };
        var values = new Values();
        written = MembershipForm.Draft(form).Judge(before.Manufacturer, before.Partner, OwnOf(before.Manufacturer), before.Language, values);
        return MembershipForm.Errors(texts, values.Paths);
    }

    private async Task<IResult> AnswerAsync(
        HttpContext context, Caller caller, Membership membership, TypedDeal typed, int status, string? alert = null, string? done = null)
    {
        var zone = OwnOf(membership.Manufacturer) is [var first, ..] ? first.Calendar.Zone : DateTimeZone.Utc;
        var reader = PageReader.Of(caller.Visitor!, zone);
        var texts = reader.Texts;
        var record = await pipeline.RecordAsync(membership.Manufacturer, membership.Partner, context.RequestAborted);
        var page = await DealsAsync(context, membership);
        var mayAct = MayAct(caller, membership);
        var forms = new MembershipForm(texts, membership, OwnOf(membership.Manufacturer), typed);
        var address = "/partners/" + Uri.EscapeDataString(membership.Partner);
        return await pages.PageAsync<MembershipPage>(
            new MembershipPageView(
                reader, address, membership.Name, done is null ? null : texts.Get(done), alert is null ? null : texts.Get(alert), Lead(reader, membership, mayAct),
                Facts(reader, membership), Record(reader, record),
                await rows.OfAsync(caller.Visitor!, page.Items, clock.GetCurrentInstant(), context.RequestAborted),
                page.Next is { } next ? $"{address}?cursor={Uri.EscapeDataString(next)}" : null, mayAct ? forms.ToSave() : null, mayAct ? forms.ToEnd() : null,
                RevisionOf(membership)),
            status);
    }

    private async Task<RegistrationPage> DealsAsync(HttpContext context, Membership membership)
    {
        var cursor = context.Request.Query["cursor"].ToString();
        var isOurs = cursor.Length is > 0 and <= 200 && !cursor.AsSpan().ContainsAnyExcept(CursorCharacters);
        return await store.ListAsync(
            new RegistrationQuery(membership.Partner, membership.Manufacturer, null, null, null, isOurs ? cursor : null, PageSize), context.RequestAborted);
    }

    private static List<string> Lead(PageReader reader, Membership membership, bool mayAct)
    {
        List<string> lead = [];
        if (membership.EndedAt is { } ended)
            lead.Add(reader.Texts.Get("Member_Ended", reader.Format.Moment(ended)));
        if (!mayAct)
            lead.Add(reader.Texts.Get("Member_LookOn"));
        return lead;
    }

    private static IReadOnlyList<PageFact> Facts(PageReader reader, Membership membership) => new FactList(reader.Texts)
        .AddAs(reader.Texts.Get("Member_id"), membership.Partner)
        .Add("Tier", membership.Tier)
        .AddAs(reader.Texts.Get("Member_programs"), string.Join(", ", membership.Programs))
        .AddAs(reader.Texts.Get("Member_vendorNumber"), membership.VendorNumber)
        .AddAs(reader.Texts.Get("Member_mail"), membership.Mail)
        .AddAs(reader.Texts.Get("Member_people"), string.Join(", ", membership.People))
        .AddAs(reader.Texts.Get("Member_language"), reader.Texts.Find("Language_" + membership.Language) ?? membership.Language).Facts;

    private static IReadOnlyList<PageFact> Record(PageReader reader, TrackRecord record) =>
    [
        new(reader.Texts.Get("Record_Registered"), reader.Format.Number(record.Registered)),
        new(reader.Texts.Get("Record_Undecided"), reader.Format.Number(record.Undecided)),
        new(reader.Texts.Get("Record_Protected"), reader.Format.Number(record.Protected)),
        new(reader.Texts.Get("Record_Won"), reader.Format.Number(record.Won)),
        new(reader.Texts.Get("Record_Lost"), reader.Format.Number(record.Lost)),
        new(reader.Texts.Get("Record_Rejected"), reader.Format.Number(record.Rejected)),
    ];

    private async Task<Membership> FindAsync(HttpContext context, Caller caller) =>
        await partners.FindAsync(caller.Manufacturer!, IdOf(context), context.RequestAborted)
        ?? throw new ProblemException(Problem.NotFound);

    private static string IdOf(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";

    private List<DealProgram> OwnOf(string manufacturer) => [.. programs.All.Where(program => program.Manufacturer.Id == manufacturer)];

    private static bool MayAct(Caller caller, Membership membership)
    {
        var side = (ManufacturerSide)caller.Visitor!.Session.Side;
        return side.IsActing && !membership.Includes(side.Address);
    }

    private static string RevisionOf(Membership membership) => membership.Revision.ToString(CultureInfo.InvariantCulture);
}
