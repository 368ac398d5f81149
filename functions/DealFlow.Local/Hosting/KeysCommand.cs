using System.CommandLine;
using DealFlow.Embedded;
using DealFlow.Local.Clock;
using DealFlow.Local.Stores;
using DealFlow.Web.Hosting;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Registrations;
using NodaTime;

namespace DealFlow.Local.Hosting;

/// <summary>API keys from the command line, while a host runs on the data folder or not.</summary>
internal static class KeysCommand
{
    private const int LongestLabel = 100;

    public static Command Build() => new(
        "keys", "API keys: keys issue, list or revoke --partner ID | --manufacturer ID. A new key is printed once.") { Issue(), List(), Revoke() };

    private static Command Issue()
    {
        var label = new Option<string?>("--label") { Description = "What the key is for, to be told by later.", HelpName = "TEXT" };
        label.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && (text.Length > LongestLabel || !TextRules.IsClean(text, lineBreaks: false)))
                result.AddError($"A label is one line of {LongestLabel} characters at most.");
        });
        var (issue, owner) = OfOwner(new Command("issue", "Makes a key and prints it once; only its hash is kept. It reaches every program that its owner takes part in."));
        issue.Add(label);
        issue.SetAction((parsed, _) => CommandLine.Guarded(() =>
        {
            DataFolder.Create(parsed.GetValue(CommandLine.Data)!);
            return WithKeysAsync(parsed, async (_, desk) =>
                Console.WriteLine(await desk.MakeAsync(owner(parsed), parsed.GetValue(label)?.Trim() ?? "", CancellationToken.None)));
        }));
        return issue;
    }

    private static Command List()
    {
        var (list, owner) = OfOwner(new Command("list", "Lists the keys of a partner or a manufacturer's system, oldest first, revoked ones too: never the keys themselves."));
        list.SetAction((parsed, _) => CommandLine.Guarded(() => WithKeysAsync(parsed, async (_, desk) =>
        {
            var keys = await desk.ListAsync(owner(parsed), CancellationToken.None);
            Console.WriteLine(keys.Count == 0 ? $"There are no keys of {owner(parsed).Id}." : KeyPrint.Of(keys));
        })));
        return list;
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("KEY-ID") { Description = "The id that keys list shows." };
        var (revoke, owner) = OfOwner(new Command("revoke", "Revokes a key for good. A host that runs there refuses it from the next request on."));
        revoke.Add(id);
        revoke.SetAction((parsed, _) => CommandLine.Guarded(() => WithKeysAsync(parsed, async (store, _) =>
        {
            if (!await store.RevokeAsync(parsed.GetValue(id)!, owner(parsed), CancellationToken.None))
                throw new HostStartException($"{owner(parsed).Id} has no key {parsed.GetValue(id)} that is still good. 'keys list' shows them.");
            Console.WriteLine($"The key {parsed.GetValue(id)} is revoked.");
        })));
        return revoke;
    }

    /// <summary>A command on the keys of one partner or one manufacturer.</summary>
    private static (Command Command, Func<ParseResult, KeyOwner> Owner) OfOwner(Command command)
    {
        var partner = new Option<string?>("--partner") { Description = "The partner whose key it is.", HelpName = "ID" };
        var manufacturer = new Option<string?>("--manufacturer") { Description = "The manufacturer whose system's key it is.", HelpName = "ID" };
        command.Add(partner);
        command.Add(manufacturer);
        command.Validators.Add(result =>
        {
            if (result.GetValue(partner) is null == result.GetValue(manufacturer) is null)
                result.AddError("Name either --partner ID or --manufacturer ID.");
        });
        return (command, parsed => parsed.GetValue(partner) is { } id
            ? new KeyOwner(KeyOwnerKind.Partner, id)
            : new KeyOwner(KeyOwnerKind.Manufacturer, parsed.GetValue(manufacturer)!));
    }

    /// <summary>The keys of a data folder, with the time as the host on it has it.</summary>
    private static async Task WithKeysAsync(ParseResult parsed, Func<SqliteKeyStore, KeyDesk, Task> run)
    {
        var folder = parsed.GetValue(CommandLine.Data)!;
        if (!Directory.Exists(folder))
            throw new HostStartException($"There is no data folder {Path.GetFullPath(folder)}. Name it with --data.");
        await using var commits = DataFolder.OpenDatabase(folder);
        await LocalDatabase.OpenAsync(commits);
        var clock = new VirtualClock(SystemClock.Instance, ClockDriver.StoredOffset(new LocalSettings(commits)));
        var store = new SqliteKeyStore(commits, clock);
        await run(store, new KeyDesk(store, new SqlitePartnerStore(commits), new SystemRandomness(), clock));
    }
}
