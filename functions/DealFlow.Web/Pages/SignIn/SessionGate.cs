using DealFlow.Web.Endpoints;
using DealFlow.Workflow;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.SignIn;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Web.Pages.SignIn;

/// <summary>
/// Lets only people who have signed in through to their pages, and only forms of our own pages. Whoever has not is led to sign in and back; what
/// was typed is never lost.
/// </summary>
public sealed class SessionGate(Sessions sessions, DealFlowSettings settings, PageRenderer pages)
{
    private readonly SessionCookie _cookie = new(settings);

    /// <summary>Runs a request of a person, or says what is missing.</summary>
    public async Task<IResult> RunAsync(Endpoint endpoint, HttpContext context)
    {
        var form = HttpMethods.IsPost(context.Request.Method) ? await FormBody.ReadAsync(context) : null;
        if (await FindAsync(context) is not { } visitor)
            return form is null ? new SeeOther(LocalPath.SignIn(context.Request.Path + context.Request.QueryString)) : await SignedOutAsync(context, form);
        var session = visitor.Session;
        if (endpoint.Access is Access.PartnerPerson && session.Partner is null || endpoint.Access is Access.ManufacturerPerson && session.Manufacturer is null)
            return await OtherSideAsync(context, visitor, endpoint.Access);
        if (form is not null && sessions.OriginOf(session, form.Text(Visitor.TokenField)) is not FormOrigin.ThisSession and var origin)
            return await NotOursAsync(context, visitor, form, origin);
        return await endpoint.Handle(context, new Caller(session.Partner, session.Manufacturer)
        {
            Reach = session.Side is PartnerSide side ? side.Reach : Reach.All,
            Visitor = visitor,
        });
    }

    /// <summary>Who has signed in, or null.</summary>
    internal async Task<Visitor?> FindAsync(HttpContext context) =>
        _cookie.Read(context) is { } text && await sessions.FindAsync(text, context.RequestAborted) is { } session
            ? new Visitor(session, sessions.FormToken(session)) { Path = context.Request.Path }
            : null;

    /// <summary>The session has ended, but the form was sent: it is kept, to be sent again after signing in beside it.</summary>
    private Task<IResult> SignedOutAsync(HttpContext context, FormBody form)
    {
        var reader = PageReader.Of(context);
        var view = new ResendView(reader, reader.Texts.Get("Resend_Ended_Title"), reader.Texts.Get("Resend_Ended_Text"), context.Request.Path, form)
        {
            SignIn = true,
            FormToken = form.Text(Visitor.TokenField),
        };
        return pages.PageAsync<ResendPage>(view, StatusCodes.Status401Unauthorized);
    }

    /// <summary>A form of an earlier session of the same person may be sent again; one that comes from elsewhere not.</summary>
    private Task<IResult> NotOursAsync(HttpContext context, Visitor visitor, FormBody form, FormOrigin origin)
    {
        var reader = PageReader.Of(visitor, DateTimeZone.Utc);
        var isEarlier = origin is FormOrigin.EarlierSession;
        var view = new ResendView(
            reader, reader.Texts.Get(isEarlier ? "Resend_Earlier_Title" : "Resend_Foreign_Title"),
            reader.Texts.Get(isEarlier ? "Resend_Earlier_Text" : "Resend_Foreign_Text"), context.Request.Path, form)
        {
            FormToken = isEarlier ? visitor.FormToken : null,
        };
        return pages.PageAsync<ResendPage>(view, StatusCodes.Status403Forbidden);
    }

    private Task<IResult> OtherSideAsync(HttpContext context, Visitor visitor, Access access)
    {
        var reader = PageReader.Of(visitor, DateTimeZone.Utc);
        var view = new MessageView(
            reader, reader.Texts.Get("OtherSide_Title"), [reader.Texts.Get("OtherSide_" + access, visitor.Session.Side.Name), reader.Texts.Get("OtherSide_Switch")])
        {
            IsAlert = true,
            Next = new PageLink(reader.Texts.Get("OtherSide_Link"), LocalPath.SignIn(context.Request.Path)),
        };
        return pages.PageAsync<MessagePage>(view, StatusCodes.Status403Forbidden);
    }
}
