using DealFlow.Workflow.Durable;

namespace DealFlow.Embedded;

public sealed partial class EmbeddedEngine
{
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
                return true;
            },
            cancellation);

    /// <inheritdoc/>
    public Task<bool> PurgeAsync(string instanceId, CancellationToken cancellation = default) =>
        _parts.Commits.CallAsync(connection => InstanceCommands.Purge(connection, instanceId), purged => purged, cancellation);
}
