using DealFlow.Workflow;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Pages.SignIn;

/// <summary>The cookie that carries a session. Over https it is bound to this host by its name.</summary>
internal sealed class SessionCookie(DealFlowSettings settings)
{
    private readonly bool _isSecure = settings.PublicBaseUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private string Name => _isSecure ? "__Host-dealflow" : "dealflow";

    public string? Read(HttpContext context) => context.Request.Cookies[Name];

    public void Write(HttpContext context, string session) => context.Response.Cookies.Append(Name, session, Options());

    public void Remove(HttpContext context) => context.Response.Cookies.Delete(Name, Options());

    /// <summary>It lasts until the browser is closed; the token in it ends earlier by its own time. Lax, so that links in mails lead to a signed-in page.</summary>
    private CookieOptions Options() => new() { HttpOnly = true, Secure = _isSecure, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
