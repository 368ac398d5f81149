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

    private bool Write(SqliteConnection connection) => connection.Execute(
        """
        UPDATE registrations SET stamp = stamp + 1, status = $3, ended = $4, held_by = $5, search = $6, json = $7,
            to_wake = CASE WHEN $8 THEN stamp + 1 ELSE to_wake END
        WHERE id = $1 AND stamp = $2
        """, change.Registration.Id.Value, stamp, _columns.Status, _columns.Ended, _columns.HeldBy, _columns.Search, _columns.Json, change.Wake) > 0;

    private void SplitOff(SqliteConnection connection, SplitOff part, RegistrationColumns columns)
    {
        var (sequence, claim) = ClaimRows.Move(connection, change.Registration, part);
        RegistrationRow.Insert(connection, part.Registration, columns, sequence, claim);
        if (IsFreed(part.Registration))
            ClaimRows.Free(connection, part.Registration);
    }

    private static bool IsFreed(Registration deal) => deal.HasEnded && deal.Status is not RegistrationStatus.ClosedWon;
}
