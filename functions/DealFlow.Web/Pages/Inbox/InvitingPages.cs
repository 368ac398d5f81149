using DealFlow.Domain.Programs;
using DealFlow.Web.Api;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages.Deals;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.SignIn;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>Making a membership: what <c>PUT /api/partners/{id}</c> does with an id that is new, for approvers and owners.</summary>
internal sealed class InvitingPages(IPartnerStore partners, MembershipDesk desk, PageRenderer pages)
{
    /// <summary>Stands in the address where a partner's id would stand. No partner can have it.</summary>
    public const string NoPartner = "-";

    public const string Address = "/partners/" + NoPartner;

    public Task<IResult> ShowAsync(Caller caller, IReadOnlyList<DealProgram> own) =>
        PageAsync(caller, own, TypedDeal.Nothing, StatusCodes.Status200OK);

    public async Task<IResult> DoAsync(HttpContext context, Caller caller, IReadOnlyList<DealProgram> own, FormBody form)
    {
        var manufacturer = ActingFor(caller);
        var id = form.Text("id")?.Trim() ?? "";
        var values = new Values();
        var written = MembershipForm.Draft(form).Judge(manufacturer, id, own, null, values);
        if (await partners.FindAsync(manufacturer, id, context.RequestAborted) is not null)
            values.Add("id", "There is such a partner.");
        if (values.Any)
            return await PageAsync(
                caller, own, new TypedDeal(MembershipForm.Invite, form, MembershipForm.Errors(PageReader.Of(caller.Visitor!, DateTimeZone.Utc).Texts, values.Paths)),
                StatusCodes.Status422UnprocessableEntity, "Inbox_Wrong");
        await desk.WriteAsync(written, context.RequestAborted);
        return new SeeOther($"/partners/{Uri.EscapeDataString(id)}?done={MembershipForm.Invite}");
    }

    private Task<IResult> PageAsync(Caller caller, IReadOnlyList<DealProgram> own, TypedDeal typed, int status, string? alert = null)
    {
        var manufacturer = ActingFor(caller);
        var reader = PageReader.Of(caller.Visitor!, DateTimeZone.Utc);
        var terms = own[0].Terms;
        var blank = new Membership(manufacturer, "", "", terms.Tiers.Count > 0 ? terms.Tiers[0] : "", terms.Languages[0], "", [], null, [own[0].Id]);
        var form = new MembershipForm(reader.Texts, blank, own, typed).ToInvite();
        return pages.PageAsync<InvitingPage>(new InvitingView(reader, form, alert is null ? null : reader.Texts.Get(alert)), status);
    }

    /// <summary>The manufacturer for whom the visitor may act; observers only look on.</summary>
    private static string ActingFor(Caller caller) => caller.Visitor!.Session.Side is ManufacturerSide { IsActing: true } side
        ? side.Manufacturer.Id
        : throw new ProblemException(Problem.NotActing);
}
