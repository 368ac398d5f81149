using System.Collections.Concurrent;
using DealFlow.Scenarios.Hosting;
using Microsoft.Playwright;
using NodaTime;

namespace DealFlow.Browser.Hosting;

/// <summary>A person who reads mail and clicks.</summary>
internal sealed class Person : IAsyncDisposable
{
    private readonly Product _product;
    private readonly IBrowserContext _context;
    private readonly ConcurrentBag<string> _elsewhere = [];

    public Person(Product product, IBrowserContext context, Screen screen, IPage page)
    {
        (_product, _context, Screen, Page) = (product, context, screen, page);
        page.SetDefaultTimeout(30_000);
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(ProductClient.PublicAddress + "/", StringComparison.Ordinal))
                _elsewhere.Add(request.Url);
        };
    }

    public Screen Screen { get; }

    public IPage Page { get; }

    /// <summary>Requests that went anywhere but to the product.</summary>
    public IReadOnlyCollection<string> Elsewhere => _elsewhere;

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    public async Task<IResponse> OpenAsync(string address) =>
        await Page.GotoAsync(address.StartsWith('/') ? ProductClient.PublicAddress + address : address)
        ?? throw new InvalidOperationException($"{address} gave no answer.");

    /// <summary>Presses a button, unfolding the section around it first as a person does, and waits for the page that it leads to.</summary>
    public async Task PressAsync(string button)
    {
        await UnfoldAsync(button);
        await Page.RunAndWaitForRequestFinishedAsync(() => Page.Locator(button).First.ClickAsync(), new() { Predicate = request => request.IsNavigationRequest });
        await Page.WaitForLoadStateAsync(LoadState.Load);
    }

    /// <summary>Opens the section that holds something.</summary>
    public async Task UnfoldAsync(string inside)
    {
        var closed = Page.Locator($"details:not([open]):has({inside}) > summary");
        if (await closed.CountAsync() > 0)
            await closed.First.ClickAsync();
    }

    public Task FillAsync(string name, string value) => Page.Locator($"[name='{name}']:visible").First.FillAsync(value);

    /// <summary>Signs in by the mailed link and comes back to the page first asked for. Whoever was signed in before is no more.</summary>
    public async Task SignInAsync(string address, string first)
    {
        await _context.ClearCookiesAsync();
        await _product.AdvanceAsync(Duration.FromMinutes(4)); // five links in a quarter of an hour are the most that an address gets
        await OpenAsync(first);
        await FillAsync("mail", address);
        await PressAsync("form[action='/signin'] button[type=submit]");
        await OpenAsync((await _product.MailsToAsync(address)).SelectMany(mail => mail.Links).Last(link => link.Contains("/signin?t=", StringComparison.Ordinal)));
        await PressAsync("form[action='/signin'] button[type=submit]");
    }

    /// <summary>Keeps the whole page as a picture.</summary>
    public Task PictureAsync(string name) =>
        Page.ScreenshotAsync(new() { Path = Path.Combine(Chromium.Pictures, $"{name}.{Screen}.png"), FullPage = true });
}
