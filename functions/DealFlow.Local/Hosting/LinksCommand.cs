using System.CommandLine;
using DealFlow.Local.Clock;
using DealFlow.Local.Stores;
using DealFlow.Web.Hosting;
using NodaTime;

namespace DealFlow.Local.Hosting;

/// <summary>The keys that sign links, from the command line.</summary>
internal static class LinksCommand
{
    public static Command Build()
    {
        var overlap = new Option<TimeSpan>("--overlap")
        {
            Description = "How long links go on to work that were signed before: 30.00:00:00 is thirty days, 00:00:00 ends them at once.",
            HelpName = "D",
            DefaultValueFactory = _ => SigningKeys.UsualOverlap.ToTimeSpan(),
            CustomParser = result => CommandLine.ParseDuration(result.Tokens[0].Value, result.AddError),
        };
        var rotate = new Command("rotate", "Signs links, sessions and forms with a new key from now on. A host that runs there takes it at once.") { overlap };
        rotate.SetAction((parsed, _) => CommandLine.Guarded(() => RotateAsync(parsed.GetValue(CommandLine.Data)!, Duration.FromTimeSpan(parsed.GetValue(overlap)))));
        return new Command("links", "Signed links: links rotate changes the key that signs them.") { rotate };
    }

    private static async Task RotateAsync(string dataFolder, Duration overlap)
    {
        DataFolder.Create(dataFolder);
        await using var commits = DataFolder.OpenDatabase(dataFolder);
        await LocalDatabase.OpenAsync(commits);
        var settings = new LocalSettings(commits);
        var now = SystemClock.Instance.GetCurrentInstant() + ClockDriver.StoredOffset(settings);
        var ring = await SigningKeys.RotateAsync(settings, new SystemRandomness(), now, overlap);
        commits.TryEmptyLog(); // a key that has retired is not left there
        Console.WriteLine($"The key {ring.Keys[0].Id} signs from now on.");
        foreach (var key in ring.Keys.Skip(1))
            Console.WriteLine($"What {key.Id} has signed is good until {key.RetiresAt:uuuu-MM-dd'T'HH:mm:ss'Z'}.");
        if (ring.Keys.Count == 1)
            Console.WriteLine("Nothing that was signed before is good any more. Reminders bring new links; whoever was signed in signs in again.");
    }
}
