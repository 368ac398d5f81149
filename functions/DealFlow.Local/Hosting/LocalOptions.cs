using DealFlow.Local.Parts;
using DealFlow.Web.Limits;
using NodaTime;

namespace DealFlow.Local.Hosting;

/// <summary>How the local host is started.</summary>
public sealed record LocalOptions
{
    /// <summary>Where it listens when nothing is said.</summary>
    public const string DefaultUrls = "http://localhost:5080";

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; init; } = DefaultUrls;

    /// <summary>What links in mails begin with; the first of <see cref="Urls"/> when it is null.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The folder of all state.</summary>
    public required string DataFolder { get; init; }

    /// <summary>A folder of own programs; null for the sample.</summary>
    public string? ProgramsFolder { get; init; }

    /// <summary>Parts that are others than this machine's.</summary>
    public PartSettings Parts { get; init; } = PartSettings.None;

    /// <summary>An outage before the start: the clock is this much further than when the host was stopped.</summary>
    public Duration Advance { get; init; } = Duration.Zero;

    /// <summary>For how many days the histories of ended orchestrations are kept.</summary>
    public int KeepHistories { get; init; } = 90;

    /// <summary>How many requests are answered in a second.</summary>
    public RateLimits Limits { get; init; } = new();

    /// <summary>The time by which requests are limited: never the virtual one.</summary>
    public TimeProvider RequestTime { get; init; } = TimeProvider.System;

    /// <summary>More of logging than the console at Information.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>Real time.</summary>
    public IClock RealClock { get; init; } = SystemClock.Instance;

    /// <summary>Whether a text names addresses that a web server can listen on; the host may be a name, an address, or * for all.</summary>
    public static bool AreUrls(string text) =>
        text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } urls
        && urls.All(url => Uri.TryCreate(url.Replace("//*", "//any", StringComparison.Ordinal).Replace("//+", "//any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.AbsolutePath == "/");

    /// <summary>The folder of the sample, beside the program.</summary>
    public static string SampleFolder => Path.Combine(AppContext.BaseDirectory, "programs");

    /// <summary>Where state is kept when nothing is said: in the user's local application data.</summary>
    public static string DefaultDataFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "DealFlow");

    /// <summary>What links begin with, without a slash at the end.</summary>
    public string PublicBaseUrl => (PublicUrl ?? Reachable(Urls.Split(';')[0])).TrimEnd('/');

    /// <summary>An address that is listened on, as this machine itself can call it.</summary>
    internal static string Reachable(string url) => url.Replace("//*", "//localhost", StringComparison.Ordinal)
        .Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
        .Replace("//[::]", "//localhost", StringComparison.Ordinal);
}
