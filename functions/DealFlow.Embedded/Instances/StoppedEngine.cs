using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Embedded;

/// <summary>What an operator does with instances of a file on which no engine runs. The next engine goes on from there.</summary>
public sealed class StoppedEngine(CommitQueue commits, IClock clock)
{
    /// <summary>Goes on with a suspended or parked instance at the next start. False: unknown or not held.</summary>
    public Task<bool> ResumeAsync(string instanceId) => DoAsync((connection, now) => InstanceCommands.Resume(connection, instanceId, now) is not null);

    /// <summary>Starts a failed or terminated instance anew at the next start. False: unknown, or in another state.</summary>
    public Task<bool> RetryAsync(string instanceId) => DoAsync((connection, now) =>
    {
        var instances = new InstanceCommands();
        instances.Recover(connection);
        return instances.Retry(connection, instanceId, static _ => "", now) is not null; // the engine knows the version of today
    });

    /// <summary>Ends an instance where it stands. False: unknown or already ended.</summary>
    public Task<bool> TerminateAsync(string instanceId, string reason) =>
        DoAsync((connection, now) => InstanceCommands.Terminate(connection, instanceId, reason, now) is not null);

    private Task<bool> DoAsync(Func<SqliteConnection, long, bool> work) => commits.CommitAsync(connection =>
    {
        Schema.Ensure(connection);
        return work(connection, Ticks.Floor(clock.GetCurrentInstant()));
    });
}
