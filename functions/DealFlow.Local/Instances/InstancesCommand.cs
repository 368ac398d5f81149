using System.CommandLine;
using DealFlow.Embedded;
using DealFlow.Local.Hosting;
using DealFlow.Local.Stores;
using DealFlow.Workflow.Durable;

namespace DealFlow.Local.Instances;

/// <summary>
/// The engine's instances from the command line. What is looked at is read from the file, while a host runs on it or not. What is done is asked of the host
/// that runs there, because its engine has instances in memory; where none runs, it is done in the file.
/// </summary>
internal static class InstancesCommand
{
    /// <summary>The setting in which a host says where it listens.</summary>
    public const string AddressName = "address";

    public static Command Build()
    {
        var command = new Command("instances", "The engine's instances, one a deal: instances list, show, retry, resume or terminate.") { List(), Show() };
        command.Add(Act(InstanceAction.Retry, "Begins a failed or terminated instance anew from what is stored of its deal. Mails and events are not sent again."));
        command.Add(Act(InstanceAction.Resume, "Goes on with an instance that is parked or suspended."));
        command.Add(Act(InstanceAction.Terminate, "Ends an instance where it stands: no deadline of its deal is kept any more, until it is retried."));
        return command;
    }

    private static Command List()
    {
        var state = new Option<InstanceState?>("--state")
        {
            Description = $"Only those in a state: {string.Join(", ", Enum.GetNames<InstanceState>().Select(name => name.ToLowerInvariant()))}.",
            HelpName = "STATE",
        };
        state.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }] && !Enum.GetNames<InstanceState>().Contains(word, StringComparer.OrdinalIgnoreCase))
                result.AddError($"'{word}' is no state.");
        });
        var limit = new Option<int>("--limit") { Description = "At most so many.", HelpName = "N", DefaultValueFactory = _ => 50 };
        var after = new Option<string?>("--after") { Description = "Go on behind this instance.", HelpName = "ID" };
        limit.Validators.Add(result =>
        {
            if (result.Errors.Any() is false && result.GetValueOrDefault<int>() is < 1 or > 1000)
                result.AddError("Write a limit from 1 to 1000.");
        });
        var list = new Command("list", "Lists instances by id, with the state of each and where its deal stands.") { state, limit, after };
        list.SetAction((parsed, _) => CommandLine.Guarded(() => WithFileAsync(parsed, commits =>
        {
            var page = InstanceLook.List(commits, new InstanceQuery(parsed.GetValue(state), parsed.GetValue(after), parsed.GetValue(limit)));
            Console.WriteLine(InstancePrint.Of(page));
            return Task.CompletedTask;
        })));
        return list;
    }

    private static Command Show()
    {
        var id = IdArgument();
        var show = new Command("show", "Shows one instance: its state, what it waits for, why it is parked, and its history.") { id };
        show.SetAction((parsed, _) => CommandLine.Guarded(() => WithFileAsync(parsed, commits =>
        {
            Console.WriteLine(InstancePrint.Of(Find(commits, parsed.GetValue(id)!)));
            return Task.CompletedTask;
        })));
        return show;
    }

    private static Command Act(InstanceAction action, string description)
    {
        var id = IdArgument();
        var act = new Command(action.Name, description) { id };
        act.SetAction((parsed, cancellation) => CommandLine.Guarded(() => WithFileAsync(parsed, async commits =>
        {
            var found = Find(commits, parsed.GetValue(id)!);
            if (!await new OperatorHand(commits, parsed.GetValue(CommandLine.Data)!).DoAsync(action, found.Info.InstanceId, cancellation))
                throw new HostStartException(
                    $"{found.Info.InstanceId} is {found.Info.State.ToString().ToLowerInvariant()}; "
                    + $"{action.Name} takes what is {string.Join(" or ", action.AllowedIn.Select(state => state.ToString().ToLowerInvariant()))}.");
            Console.WriteLine($"{found.Info.InstanceId} is {Find(commits, found.Info.InstanceId).Info.State.ToString().ToLowerInvariant()} now.");
        })));
        return act;
    }

    private static Argument<string> IdArgument() => new("ID") { Description = "The instance: the id of its registration." };

    private static InstanceDetails Find(CommitQueue commits, string id) =>
        InstanceLook.Find(commits, id) ?? throw new HostStartException($"There is no instance {id}. 'instances list' shows them.");

    private static async Task WithFileAsync(ParseResult parsed, Func<CommitQueue, Task> run)
    {
        var folder = parsed.GetValue(CommandLine.Data)!;
        if (!File.Exists(DataFolder.DatabaseIn(folder)))
            throw new HostStartException($"There is no data folder {Path.GetFullPath(folder)}. Name it with --data.");
        await using var commits = DataFolder.OpenDatabase(folder);
        await LocalDatabase.OpenAsync(commits);
        await InstanceLook.PrepareAsync(commits);
        await run(commits);
    }
}
