using DealFlow.Functions.Durable;
using DealFlow.Functions.RealPackages.Tests.Histories;
using DealFlow.Workflow.Durable;
using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker.Shims;
using NodaTime;

namespace DealFlow.Functions.RealPackages.Tests;

/// <summary>
/// A backend in memory with virtual time, for the real SDK: turns are executed by its executor and its orchestration context, on histories of its own
/// events. Only what a backend does is made here: keeping, queueing, timers, and running activities.
/// </summary>
internal sealed partial class MemoryBackend(OrchestrationCatalog code) : DurableTaskClient("memory")
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, MemoryInstance> _instances = new(StringComparer.Ordinal);
    private readonly DurableTaskShimFactory _shims = new();
    private OrchestrationCatalog _code = code;
    private TaskCompletionSource _idle = new();
    private int _underWay;
    private int _process;
    private Instant _now = Instant.FromUtc(2026, 7, 27, 9, 0);

    /// <summary>All turns in their order.</summary>
    public List<Turn> Turns { get; } = [];

    public Instant Now
    {
        get
        {
            lock (_gate)
                return _now;
        }
    }

    public Instant? NextDue
    {
        get
        {
            lock (_gate)
                return _instances.Values.SelectMany(instance => instance.Timers).Min(timer => (Instant?)timer.Due);
        }
    }

    public Task WhenIdleAsync()
    {
        lock (_gate)
            return _underWay == 0 ? Task.CompletedTask : _idle.Task;
    }

    public void MoveTo(Instant now)
    {
        lock (_gate)
        {
            _now = now;
            foreach (var instance in _instances.Values)
            {
                var due = instance.Timers.Where(timer => timer.Due <= now).OrderBy(timer => timer.Due).ToList();
                instance.Timers.RemoveAll(timer => timer.Due <= now);
                instance.Inbox.AddRange(due.Select(timer => timer.Fired));
                RunTurn(instance);
            }
        }
    }

    /// <summary>Another process with this code goes on: what the old one was doing is done again.</summary>
    public void Replace(OrchestrationCatalog code, Instant now)
    {
        lock (_gate)
        {
            (_code, _process, _underWay) = (code, _process + 1, 0);
            foreach (var instance in _instances.Values.Where(instance => !instance.HasEnded))
            {
                var done = instance.State.Events.Concat(instance.Inbox).Select(item => item switch
                {
                    TaskCompletedEvent completed => completed.TaskScheduledId,
                    TaskFailedEvent failed => failed.TaskScheduledId,
                    _ => -1,
                }).ToHashSet();
                foreach (var scheduled in instance.State.Events.OfType<TaskScheduledEvent>().Where(scheduled => !done.Contains(scheduled.EventId)).ToList())
                    RunActivity(instance, scheduled);
            }
        }

        MoveTo(now);
    }

    private void Deliver(MemoryInstance instance, params IEnumerable<HistoryEvent> events)
    {
        instance.Inbox.AddRange(events);
        RunTurn(instance);
    }

    private void RunTurn(MemoryInstance instance)
    {
        while (instance.Inbox.Count > 0 && !instance.HasEnded)
        {
            var state = new OrchestrationRuntimeState([.. instance.State.Events]);
            state.AddEvent(new OrchestratorStartedEvent(-1) { Timestamp = _now.ToDateTimeUtc() });
            foreach (var item in instance.Inbox)
                state.AddEvent(item);
            var came = instance.Inbox.Select(Came.Of).ToList();
            instance.Inbox.Clear();
            var shim = _shims.CreateOrchestration(instance.Name, new Orchestrator(_code));
            var result = new TaskOrchestrationExecutor(state, shim, BehaviorOnContinueAsNew.Carryover, ErrorPropagationMode.UseFailureDetails).Execute();
            instance.CustomStatus = result.CustomStatus;
            instance.Updated = _now;
            instance.State = state;
            Turns.Add(new Turn(_now.ToDateTimeUtc(), came, [.. result.Actions.Select(Recording.Describe)]));
            foreach (var action in result.Actions)
                Carry(instance, action);
            instance.State.AddEvent(new OrchestratorCompletedEvent(-1));
        }
    }

    private void Carry(MemoryInstance instance, OrchestratorAction action)
    {
        switch (action)
        {
            case ScheduleTaskOrchestratorAction task:
                var scheduled = (TaskScheduledEvent)HistoryOf(action)!;
                instance.State.AddEvent(scheduled);
                RunActivity(instance, scheduled);
                break;
            case CreateTimerOrchestratorAction timer:
                instance.State.AddEvent(HistoryOf(action)!);
                var due = Instant.FromDateTimeUtc(DateTime.SpecifyKind(timer.FireAt, DateTimeKind.Utc));
                var fired = new TimerFiredEvent(-1, timer.FireAt) { TimerId = timer.Id };
                if (due <= _now)
                    instance.Inbox.Add(fired);
                else
                    instance.Timers.Add((due, fired));
                break;
            case SendEventOrchestratorAction sent:
                instance.State.AddEvent(new EventSentEvent(sent.Id) { InstanceId = sent.Instance!.InstanceId, Name = sent.EventName, Input = sent.EventData });
                _instances[sent.Instance.InstanceId].Inbox.Add(new EventRaisedEvent(-1, sent.EventData) { Name = sent.EventName });
                break;
            case OrchestrationCompleteOrchestratorAction { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew } again:
                instance.Timers.Clear();
                instance.Run++;
                instance.Input = again.Result;
                instance.State = new OrchestrationRuntimeState([]);
                instance.Inbox.InsertRange(0, [instance.Start(again.Result), .. again.CarryoverEvents]);
                break;
            case OrchestrationCompleteOrchestratorAction ended:
                instance.Timers.Clear();
                instance.State.AddEvent(new ExecutionCompletedEvent(ended.Id, ended.Result, ended.OrchestrationStatus, ended.FailureDetails));
                break;
            default:
                throw new NotSupportedException($"{action.GetType()} is not used by the adapter.");
        }
    }

    private void RunActivity(MemoryInstance instance, TaskScheduledEvent scheduled)
    {
        var (process, run, activities) = (_process, instance.Run, _code);
        if (_underWay++ == 0)
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Task.Run(async () =>
        {
            var outcome = await OutcomeAsync(activities, scheduled);
            lock (_gate)
            {
                if (process != _process)
                    return; // of a process that has died
                try
                {
                    if (run == instance.Run)
                        Deliver(instance, outcome);
                }
                finally
                {
                    if (--_underWay == 0)
                        _idle.SetResult();
                }
            }
        });
    }

    private static async Task<HistoryEvent> OutcomeAsync(OrchestrationCatalog activities, TaskScheduledEvent scheduled)
    {
        try
        {
            var activity = activities.FindActivity(scheduled.Name!) ?? throw new ArgumentException($"The function '{scheduled.Name}' doesn't exist.");
            return new TaskCompletedEvent(-1, scheduled.EventId, await activity(Unwrap(scheduled.Input), CancellationToken.None));
        }
        catch (Exception e)
        {
            return new TaskFailedEvent(-1, scheduled.EventId, e.Message, null, new FailureDetails(e));
        }
    }

    /// <summary>The SDK writes the input of an activity as it stands; older ones as an array of one.</summary>
    private static string? Unwrap(string? input) => input?.StartsWith('[') is true ? input[1..^1] : input;

    /// <summary>How a decision stands in the history.</summary>
    internal static HistoryEvent? HistoryOf(OrchestratorAction action) => action switch
    {
        ScheduleTaskOrchestratorAction task => new TaskScheduledEvent(task.Id, task.Name!, task.Version, task.Input),
        CreateTimerOrchestratorAction timer => new TimerCreatedEvent(timer.Id, timer.FireAt),
        _ => null,
    };

    internal sealed class Orchestrator(OrchestrationCatalog code) : ITaskOrchestrator
    {
        public Type InputType => typeof(System.Text.Json.JsonElement?);

        public Type OutputType => typeof(System.Text.Json.JsonElement?);

        public async Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => await DurableContext.RunAsync(context, code);
    }
}
