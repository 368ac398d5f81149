using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Workflow.Registrations;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Stores;

/// <summary>Writes a change with what it splits off, or nothing, as one unit of the writer.</summary>
internal sealed class Saving(RegistrationChange change, long stamp)
{
    internal const string HeldSql =
        """
        SELECT 1 FROM registrations WHERE id = $1 AND ended = 0 AND EXISTS (SELECT 1 FROM json_each(claim, '$.scopes') WHERE value = $2)
        """;

    // A column that is set has all its indexes written anew, be it changed or not: the first that applies is the one that sets least.
    private static readonly IReadOnlyList<string> Updates =
    [
        "UPDATE registrations SET stamp = stamp + 1, json = $3 WHERE id = $1 AND stamp = $2 AND status = $4 AND ended = $5 AND held_by IS $6 AND search = $7",
        "UPDATE registrations SET stamp = stamp + 1, json = $3, status = $4 WHERE id = $1 AND stamp = $2 AND ended = $5 AND held_by IS $6 AND search = $7",
        "UPDATE registrations SET stamp = stamp + 1, json = $3, status = $4, ended = $5, held_by = $6, search = $7 WHERE id = $1 AND stamp = $2",
    ];

    private readonly RegistrationColumns _columns = RegistrationColumns.Of(change.Registration);
    private readonly IReadOnlyList<(SplitOff Part, RegistrationColumns Columns)> _parts =
        [.. change.SplitOff.Select(part => (part, RegistrationColumns.Of(part.Registration)))];

    /// <summary>False: a condition did not hold.</summary>
    public bool Execute(SqliteConnection connection)
    {
        var erases = ErasedMails.AreNew(connection, change.Registration);
        if (!Holds(connection) || !Write(connection))
            return false;
        if (erases)
            ErasedMails.EraseOf(connection, change.Registration.Id);
        foreach (var (part, columns) in _parts)
            SplitOff(connection, part, columns);
        if (IsFreed(change.Registration))
            ClaimRows.Free(connection, change.Registration);
        return true;
    }

    private bool Holds(SqliteConnection connection) =>
        (change.IfEnded is not { } ended || connection.Scalar("SELECT ended FROM registrations WHERE id = $1", ended.Value) is 1L)
        && change.IfHeld.All(hold => connection.Scalar(HeldSql, hold.Holder.Value, hold.Scope) is not null)
        && !change.SplitOff.Any(part => RegistrationRow.IsTaken(connection, part.Registration.Id));

    private bool Write(SqliteConnection connection)
    {
        var id = change.Registration.Id.Value;
        var written = Updates.Any(sql => connection.Execute(sql, id, stamp, _columns.Json, _columns.Status, _columns.Ended, _columns.HeldBy, _columns.Search) > 0);
        if (written && change.Wake)
            connection.Execute("UPDATE registrations SET to_wake = stamp WHERE id = $1", id);
        return written;
    }

    private void SplitOff(SqliteConnection connection, SplitOff part, RegistrationColumns columns)
    {
        var (sequence, claim) = ClaimRows.Move(connection, change.Registration, part);
        RegistrationRow.Insert(connection, part.Registration, columns, sequence, claim);
        if (IsFreed(part.Registration))
            ClaimRows.Free(connection, part.Registration);
    }

    private static bool IsFreed(Registration deal) => deal.HasEnded && deal.Status is not RegistrationStatus.ClosedWon;
}
