using System.CommandLine;
using System.Globalization;
using DealFlow.Embedded;
using DealFlow.Local.Clock;
using DealFlow.Local.Instances;
using DealFlow.Local.Parts;
using DealFlow.Web.Limits;
using DealFlow.Workflow.Programs;
using NodaTime;

namespace DealFlow.Local.Hosting;

/// <summary>The command line: running the product. Paths are relative to where the user is.</summary>
internal static class CommandLine
{
    internal static readonly Option<string> Data = new("--data")
    {
        Description = "The folder of all state.",
        HelpName = "DIR",
        DefaultValueFactory = _ => LocalOptions.DefaultDataFolder,
        Recursive = true,
    };

    private const int MostDays = 3660;

    public static RootCommand Build()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen; several separated by semicolons.",
            HelpName = "URLS",
            DefaultValueFactory = _ => LocalOptions.DefaultUrls,
        };
        urls.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && !LocalOptions.AreUrls(text))
                result.AddError($"'{text}' is no address to listen on. Write http://localhost:5080, or several separated by semicolons.");
        });
        var publicUrl = new Option<string?>("--public-url") { Description = "What links in mails begin with; the first of --urls if it is left out.", HelpName = "URL" };
        var programs = new Option<string?>("--programs") { Description = "A folder of own programs, instead of the sample.", HelpName = "DIR" };
        var settings = new Option<string?>("--settings") { Description = "A file that says which parts are others than this machine's: mail, registrations, collateral, events, telemetry.", HelpName = "FILE" };
        var advance = new Option<TimeSpan>("--advance")
        {
            Description = "An outage before the start: 21.00:00:00 is three weeks.",
            HelpName = "D",
            CustomParser = result => ParseDuration(result.Tokens[0].Value, result.AddError),
        };
        var limits = new RateLimits();
        var perKey = Count("--key-rate", "Requests a second that are answered of one API key.", 1, limits.PerKey);
        var perAddress = Count("--address-rate", "Requests a second that are answered of one address.", 1, limits.PerAddress);
        var histories = Count(
            "--keep-histories", "For how many days the engine keeps the histories of deals that have ended. Their timelines stay.", HistoryKeeper.Least, 90, HistoryKeeper.Most);
        var proxies = Count("--proxies", "How many proxies of your own stand before it; so many entries of X-Forwarded-For are believed.", 0, limits.Proxies);
        var root = new RootCommand("DealFlow: deal registration in one process. Starts with a sample that you can try at once.")
        {
            Data, urls, publicUrl, programs, settings, advance, histories, perKey, perAddress, proxies, KeysCommand.Build(), LinksCommand.Build(), Backup.BackUp(), Backup.Restore(),
            ProgramsCommand.Build(), InstancesCommand.Build(),
        };
        root.SetAction((parsed, cancellation) => Guarded(() => RunAsync(
            new LocalOptions
            {
                Urls = parsed.GetValue(urls)!,
                PublicUrl = parsed.GetValue(publicUrl),
                DataFolder = parsed.GetValue(Data)!,
                ProgramsFolder = parsed.GetValue(programs),
                Parts = parsed.GetValue(settings) is { } file ? PartSettings.Read(file) : PartSettings.None,
                Advance = Duration.FromTimeSpan(parsed.GetValue(advance)),
                KeepHistories = parsed.GetValue(histories),
                Limits = new RateLimits(parsed.GetValue(perKey), parsed.GetValue(perAddress), parsed.GetValue(proxies)),
            },
            cancellation)));
        return root;
    }

    private static Option<int> Count(string name, string description, int least, int otherwise, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            result.AddError($"'{result.Tokens[0].Value}' is no number for {name}: {least} at least{(most < int.MaxValue ? $", {most} at most" : "")}.");
            return otherwise;
        },
    };

    private static async Task RunAsync(LocalOptions options, CancellationToken cancellation)
    {
        await using var host = await LocalHost.StartAsync(options, cancellation);
        Console.WriteLine(Welcome.Text(options, host.Clock.GetCurrentInstant()));
        await host.Web.WaitForShutdownAsync(cancellation);
        Console.WriteLine("Stopped. Start again and everything goes on where it was.");
    }

    internal static async Task<int> Guarded(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Exception e) when (e is HostStartException or ProgramException or DatabaseUnavailableException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    internal static TimeSpan ParseDuration(string text, Action<string> error)
    {
        if (TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var advance) && advance >= TimeSpan.Zero && advance.TotalDays <= MostDays)
            return advance;
        error($"'{text}' is no duration. Write 21.00:00:00 for three weeks, or 02:00:00 for two hours; {MostDays} days at most.");
        return default;
    }
}
