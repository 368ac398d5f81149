using DealFlow.Web.Endpoints;
using DealFlow.Workflow;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.SignIn;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Pages.SignIn;

/// <summary>Signing in by a mailed link, changing sides, and signing out. Looking at a link uses nothing up; only the posted button signs in.</summary>
internal sealed class SignInPages(
    SignInDesk desk, Sessions sessions, SideDirectory directory, SessionGate gate, DealFlowSettings settings, PageRenderer pages)
{
    private readonly SessionCookie _cookie = new(settings);

    public async Task<IResult> ShowAsync(HttpContext context, Caller caller)
    {
        var query = context.Request.Query;
        var to = LocalPath.Of(query["to"]);
        if (query["t"].ToString() is { Length: > 0 } token)
            return await LinkAsync(context, token, to);
        if (await gate.FindAsync(context) is { } visitor)
            return await SidesAsync(context, visitor, to);
        return await pages.PageAsync<SignInPage>(new SignInView(PageReader.Of(context), "", null, to));
    }

    public async Task<IResult> SignInAsync(HttpContext context, Caller caller)
    {
        // A browser says where a request comes from; no other site may sign its visitors in as somebody.
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
            return Problem.WrongOrigin;
        var form = await FormBody.ReadAsync(context);
        var to = LocalPath.Of(form.Text("to"));
        if (form.Text("t") is { } token)
            return await UseAsync(context, token, form.Text("side"), to);
        if (form.Text("side") is { } side)
            return await SwitchAsync(context, form, side, to);
        return await AskAsync(context, form.Text("mail")?.Trim() ?? "", to);
    }

    public async Task<IResult> SignOutAsync(HttpContext context, Caller caller)
    {
        await sessions.EndAsync(caller.Visitor!.Session, context.RequestAborted);
        _cookie.Remove(context);
        var reader = PageReader.Of(caller.Visitor, DateTimeZone.Utc) with { Visitor = null };
        return await pages.PageAsync<MessagePage>(new MessageView(reader, reader.Texts.Get("SignedOut_Title"), [reader.Texts.Get("SignedOut_Text")])
        {
            Next = new PageLink(reader.Texts.Get("SignIn_Title"), "/signin"),
        });
    }

    private async Task<IResult> AskAsync(HttpContext context, string address, string? to)
    {
        var reader = PageReader.Of(context);
        if (!TextRules.IsMailAddress(address))
            return await pages.PageAsync<SignInPage>(
                new SignInView(reader, address, reader.Texts.Get("SignIn_NoAddress"), to), StatusCodes.Status422UnprocessableEntity);
        await desk.AskAsync(address, context.Connection.RemoteIpAddress?.ToString() ?? "", to, context.RequestAborted);
        var minutes = reader.Format.Number((long)SignInDesk.LinkLives.TotalMinutes);
        return await pages.PageAsync<MessagePage>(
            new MessageView(reader, reader.Texts.Get("SignIn_Sent_Title"), [reader.Texts.Get("SignIn_Sent_Text", address, minutes), reader.Texts.Get("SignIn_Sent_Nothing")])
            {
                Next = new PageLink(reader.Texts.Get("SignIn_Again"), LocalPath.SignIn(to)),
            });
    }

    private async Task<IResult> LinkAsync(HttpContext context, string token, string? to) =>
        await desk.OpenAsync(token, context.RequestAborted) is { Count: > 0 } sides
            ? await pages.PageAsync<SignInLinkPage>(new SignInLinkView(PageReader.Of(sides[0].Language, DateTimeZone.Utc), token, to, sides))
            : await VoidAsync(context, to);

    private async Task<IResult> UseAsync(HttpContext context, string token, string? side, string? to)
    {
        if (await desk.SignInAsync(token, side, context.RequestAborted) is not { } session)
            return await VoidAsync(context, to);
        _cookie.Write(context, session);
        return await GoAsync(session, to, context);
    }

    private async Task<IResult> SwitchAsync(HttpContext context, FormBody form, string side, string? to)
    {
        if (await gate.FindAsync(context) is not { } visitor)
            return new SeeOther(LocalPath.SignIn(to));
        if (sessions.OriginOf(visitor.Session, form.Text(Visitor.TokenField)) is not FormOrigin.ThisSession)
            return Problem.WrongOrigin;
        if (await sessions.SwitchAsync(visitor.Session, side, context.RequestAborted) is not { } session)
            return Problem.NotFound;
        _cookie.Write(context, session);
        return await GoAsync(session, to, context);
    }

    private async Task<IResult> GoAsync(string token, string? to, HttpContext context) =>
        new SeeOther(to ?? (await sessions.FindAsync(token, context.RequestAborted) is { } session ? Visitor.HomeOf(session.Side) : "/signin"));

    private async Task<IResult> SidesAsync(HttpContext context, Visitor visitor, string? to)
    {
        var sides = await directory.OfAddressAsync(visitor.Session.Side.Address, context.RequestAborted);
        return await pages.PageAsync<SidesPage>(new SidesView(
            PageReader.Of(visitor, DateTimeZone.Utc), visitor, [.. sides.Where(side => side.Key != visitor.Session.Side.Key)], to));
    }

    private Task<IResult> VoidAsync(HttpContext context, string? to)
    {
        var reader = PageReader.Of(context);
        return pages.PageAsync<MessagePage>(
            new MessageView(reader, reader.Texts.Get("SignIn_Void_Title"), [reader.Texts.Get("SignIn_Void_Text")])
            {
                IsAlert = true,
                Next = new PageLink(reader.Texts.Get("SignIn_Again"), LocalPath.SignIn(to)),
            },
            StatusCodes.Status410Gone);
    }
}
