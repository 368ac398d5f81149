using System.Diagnostics;
using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Embedded;

/// <summary>An activity that has been called and has not ended. <paramref name="Attempt"/> counts from 1.</summary>
internal sealed record ActivityRow(long Key, string InstanceId, int Command, string Name, string? Input, int Attempt, RetryPolicy Retry)
{
    /// <summary>The columns that <see cref="From"/> reads, of activities <c>a</c> and instances <c>i</c>.</summary>
    public const string Columns = "a.key, i.id, a.command, a.name, a.input, a.attempt, a.max_attempts, a.first_pause, a.backoff, a.longest_pause";

    /// <summary>The span of the turn that called it; nothing where that is not known any more.</summary>
    public ActivityContext Caller { get; init; }

    public static ActivityRow Of(InstanceRow instance, Operation operation) =>
        new(instance.Key, instance.Id, operation.Command, operation.Issued.Name!, operation.Input, 1, operation.Retry)
        {
            Caller = Activity.Current?.Context ?? default,
        };

    public static ActivityRow From(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.Text(4), row.GetInt32(5), new RetryPolicy(
            row.GetInt32(6), Duration.FromTicks(row.GetInt64(7)), row.GetDouble(8), row.Number(9) is { } ticks ? Duration.FromTicks(ticks) : null));

    public void Insert(SqliteConnection connection) =>
        connection.Execute("INSERT INTO engine_activities VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", Key, Command, Name, Input, Attempt,
            Retry.MaxAttempts, (long)Retry.First.TotalTicks, Retry.Backoff, Retry.Longest is { } longest ? (long)longest.TotalTicks : null);
}
