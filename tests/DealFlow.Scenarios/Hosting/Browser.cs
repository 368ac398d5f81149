using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace DealFlow.Scenarios.Hosting;

/// <summary>A person at a browser: keeps cookies, follows redirects to our own pages, fills in the forms that it sees.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly HtmlParser Parser = new();
    private readonly ProductClient _product;
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
    private readonly HttpClient _http;

    public Browser(ProductClient product, Uri address, string language)
    {
        _product = product;
        _http = new HttpClient(_handler) { BaseAddress = address };
        _http.DefaultRequestHeaders.Add("Accept-Language", language);
    }

    /// <summary>What is on the screen.</summary>
    public IHtmlDocument Page { get; private set; } = Parser.ParseDocument("");

    public HttpStatusCode Status { get; private set; }

    /// <summary>The address of the page, with its query.</summary>
    public string Path { get; private set; } = "";

    public string SetCookie { get; private set; } = "";

    public string Title => Page.QuerySelector("h1")!.TextContent.Trim();

    public string Text => Page.QuerySelector("main")!.TextContent;

    public string Session
    {
        get => _handler.CookieContainer.GetCookies(_http.BaseAddress!)["dealflow"]?.Value ?? "";
        set => _handler.CookieContainer.Add(_http.BaseAddress!, new Cookie("dealflow", value, "/"));
    }

    public Task<Browser> OpenAsync(string path) => SendAsync(HttpMethod.Get, path.Replace(ProductClient.PublicAddress, "", StringComparison.Ordinal), null);

    /// <summary>Fills in the form that has this button (its text or its value) and presses it. A field is left out where its value is null.</summary>
    public Task<Browser> PressAsync(string button, params (string Name, string? Value)[] typed)
    {
        var pressed = Page.QuerySelectorAll<IHtmlButtonElement>("button").First(candidate => candidate.TextContent.Trim() == button || candidate.Value == button);
        var form = pressed.Form!;
        var fields = FieldsOf(form).Where(field => typed.All(given => given.Name != field.Name))
            .Concat(typed.Where(given => given.Value is not null).Select(given => (given.Name, given.Value!)));
        if (pressed.Name is { Length: > 0 } name)
            fields = fields.Append((name, pressed.Value));
        var path = form.GetAttribute("action") ?? Path;
        return form.Method == "get"
            ? OpenAsync($"{path}?{string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Item2)}"))}")
            : PostAsync(path, [.. fields]);
    }

    public Task<Browser> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>Signs in as a person does: by the mailed link.</summary>
    public async Task<Browser> SignInAsync(string address, string? first = null)
    {
        await OpenAsync(first ?? "/signin");
        await PressAsync(Page.QuerySelector("form[action='/signin'] button")!.TextContent.Trim(), ("mail", address));
        Assert.Equal(HttpStatusCode.OK, Status);
        await OpenAsync((await LinksAsync(address))[^1]);
        Assert.Equal(HttpStatusCode.OK, Status);
        return await PressAsync(Page.QuerySelector("form[action='/signin'] button")!.TextContent.Trim());
    }

    /// <summary>The links to sign in that were mailed to an address, oldest first.</summary>
    public async Task<IReadOnlyList<string>> LinksAsync(string address) => [.. (await _product.MailsToAsync(address))
        .SelectMany(mail => mail.Links).Where(link => link.Contains("/signin?t=", StringComparison.Ordinal))];

    public void Dispose() => _http.Dispose();

    /// <summary>What a browser would send of a form that nobody touched.</summary>
    public static IEnumerable<(string Name, string Value)> FieldsOf(IHtmlFormElement form) => form.QuerySelectorAll("input, select, textarea").SelectMany(element => element switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
        IHtmlInputElement { Name: { } name } input => [(name, input.Value)],
        IHtmlTextAreaElement { Name: { } name } area => [(name, area.Value)],
        IHtmlSelectElement { Name: { } name } select => new[] { (name, select.Value ?? "") },
        _ => [],
    });

    private async Task<Browser> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        for (var step = 0; step < 5; step++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            using var response = await _http.SendAsync(request);
            (Status, Path) = (response.StatusCode, path);
            if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
                SetCookie = string.Join('\n', cookies);
            if (response is { StatusCode: HttpStatusCode.SeeOther, Headers.Location: { } next })
            {
                Assert.False(next.IsAbsoluteUri, next.OriginalString);
                (method, path, content) = (HttpMethod.Get, next.OriginalString, null);
                continue;
            }

            Page = Parser.ParseDocument(await response.Content.ReadAsStringAsync());
            Assert.Contains("no-store", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
            return this;
        }

        throw new InvalidOperationException("The pages lead in circles.");
    }
}
