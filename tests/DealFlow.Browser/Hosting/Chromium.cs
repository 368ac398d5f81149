using DealFlow.Scenarios.Hosting;
using Microsoft.Playwright;
using Xunit.Sdk;

[assembly: AssemblyFixture(typeof(DealFlow.Browser.Hosting.Chromium))]
[assembly: Xunit.v3.Parallelization(Mode = ParallelMode.None)]

namespace DealFlow.Browser.Hosting;

/// <summary>
/// The product with its sample, and one browser, for all tests. The addresses in the mails lead to where it runs; no other address leads anywhere.
/// Without a browser the tests say that they were skipped, and why.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    private Product? _product;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where pages are kept as pictures, for people to look at.</summary>
    public static string Pictures { get; } =
        Environment.GetEnvironmentVariable("DEALFLOW_PICTURES") ?? Path.Combine(AppContext.BaseDirectory, "pictures");

    internal Product Product => _product!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program)
            return;
        _product = await Product.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args =
            [
                "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                $"--host-resolver-rules=MAP {new Uri(ProductClient.PublicAddress).Host}:80 127.0.0.1:{_product.Address.Port}, MAP * ~NOTFOUND",
            ],
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_product is not null)
            await _product.DisposeAsync();
    }

    /// <summary>A person with a browser of their own. Skips the test where there is none.</summary>
    internal async Task<Person> PersonAsync(Screen screen)
    {
        Assert.SkipWhen(_browser is null, $"No browser: none of {string.Join(", ", Names)} is on PATH, and DEALFLOW_CHROMIUM names none.");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            HasTouch = screen.Width < 600,
            JavaScriptEnabled = screen.Script,
            Locale = screen.Language,
            ColorScheme = screen.Dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        return new Person(Product, context, screen, await context.NewPageAsync());
    }

    private static string? Find() => Environment.GetEnvironmentVariable("DEALFLOW_CHROMIUM") is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}

/// <summary>What a person looks at.</summary>
public sealed record Screen(string Language, int Width, int Height, bool Script = true, bool Dark = false)
{
    public static Screen Desktop(string language) => new(language, 1280, 900);

    public static Screen Phone(string language) => new(language, 390, 844);

    public override string ToString() => $"{Language}-{Width}{(Script ? "" : "-noscript")}{(Dark ? "-dark" : "")}";
}
