using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Embedded;

public sealed partial class EmbeddedEngine
{
    private const int PurgedAtOnce = 200;

    /// <inheritdoc/>
    public Task<StartResult> StartAsync(string orchestration, string instanceId, object? input, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestration);
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var payload = _parts.Catalog.Write(input);
        var version = _parts.Catalog.CurrentVersion(orchestration) ?? "";
        return _parts.Commits.CallAsync(
            connection => _parts.Instances.Start(connection, orchestration, version, instanceId, payload, _parts.Now),
            row =>
            {
                if (row is null)
                    return StartResult.AlreadyExists;
                _parts.Dispatcher.Begin(row);
                _parts.Metrics.Started(orchestration);
                return StartResult.Started;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> RaiseEventAsync(string instanceId, string name, object? payload, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var text = _parts.Catalog.Write(payload);
        return _parts.Commits.CallAsync(
            connection => _parts.Instances.Raise(connection, instanceId, name, text, _parts.Now),
            raised =>
            {
                if (raised is not null)
                    _parts.Metrics.EventRaised(name);
                if (raised is { Held: false } taken)
                    _parts.Dispatcher.Deliver(taken.Key, taken.Event);
                return raised is not null;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<InstanceInfo?> GetAsync(string instanceId, CancellationToken cancellation = default) =>
        Task.FromResult(_parts.Commits.Read(connection => InstanceQueries.Find(connection, instanceId)));

    /// <inheritdoc/>
    public Task<InstancePage> ListAsync(InstanceQuery query, CancellationToken cancellation = default) =>
        Task.FromResult(_parts.Commits.Read(connection => InstanceQueries.List(connection, query)));

    /// <inheritdoc/>
    public Task<bool> TerminateAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        _parts.Commits.CallAsync(
            connection => (Ended: InstanceCommands.Terminate(connection, instanceId, reason, _parts.Now), Due: TimerStore.NextDue(connection)),
            done =>
            {
                _parts.Timers.Publish(done.Due);
                if (done.Ended is not { } ended)
                    return false;
                _parts.Activities.Withdraw(ended.Key, ended.Activities);
                _parts.Dispatcher.Reload(ended.Key);
                _parts.Metrics.Ended(null, InstanceState.Terminated);
                Log.InstanceTerminated(_parts.Logger, instanceId);
                return true;
            },
            cancellation);

    /// <inheritdoc/>
    public Task<bool> SuspendAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        _parts.Commits.CallAsync(
            connection => (Held: InstanceCommands.Hold(connection, instanceId, InstanceState.Suspended, reason, _parts.Now), Due: TimerStore.NextDue(connection)),
            done =>
            {
                _parts.Timers.Publish(done.Due);
                if (done.Held)
                    Log.InstanceSuspended(_parts.Logger, instanceId);
                return done.Held;
            },
            cancellation);

    /// <inheritdoc/>
    public Task<bool> ResumeAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        _parts.Commits.CallAsync(
            connection => (Resumed: InstanceCommands.Resume(connection, instanceId, _parts.Now), Due: TimerStore.NextDue(connection)),
            done =>
            {
                if (done.Resumed is not { } resumed)
                    return false;
                _parts.Dispatcher.Reload(resumed.Key);
                _parts.Activities.Start(resumed.Activities);
                _parts.Timers.Publish(done.Due);
                Log.InstanceResumed(_parts.Logger, instanceId);
                return true;
            },
            cancellation);

    /// <summary>
    /// Starts a failed or terminated instance anew, with the input of its last run, on the version of today, and with an empty history: for orchestrations
    /// whose activities do nothing twice. False: unknown, or in another state.
    /// </summary>
    public Task<bool> RetryAsync(string instanceId, CancellationToken cancellation = default) =>
        _parts.Commits.CallAsync(
            connection => _parts.Instances.Retry(connection, instanceId, name => _parts.Catalog.CurrentVersion(name) ?? "", _parts.Now),
            row =>
            {
                if (row is null)
                    return false;
                _parts.Dispatcher.Begin(row);
                _parts.Metrics.Started(row.Orchestration);
                Log.InstanceRetried(_parts.Logger, row.Id, row.Orchestration);
                return true;
            },
            cancellation);

    /// <summary>
    /// Forgets instances that completed or were terminated before a time, with their histories, some at a time so that others get their turn. What
    /// failed stays until somebody has dealt with it. Returns how many.
    /// </summary>
    public async Task<int> PurgeEndedAsync(Instant before, CancellationToken cancellation = default)
    {
        var (limit, last, purged) = (Ticks.Floor(before), 0L, 0);
        while (_parts.Commits.Read(connection => InstanceCommands.FindEnded(connection, limit, last, PurgedAtOnce)) is { Count: > 0 } ended)
        {
            purged += await _parts.Commits.CallAsync(
                connection => ended.Count(instance => InstanceCommands.Purge(connection, instance.Id)), count => count, cancellation);
            last = ended[^1].Key;
        }
        if (purged > 0)
            Log.InstancesPurged(_parts.Logger, purged);
        return purged;
    }

    /// <inheritdoc/>
    public Task<bool> PurgeAsync(string instanceId, CancellationToken cancellation = default) =>
        _parts.Commits.CallAsync(connection => InstanceCommands.Purge(connection, instanceId), purged => purged, cancellation);
}
