using DealFlow.Embedded;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Stores;

/// <summary>
/// The tables of the local stores, beside the engine's in one file. A file of an older version is brought to this one step by step, in one
/// transaction; one of a newer version is left as it is.
/// </summary>
public static class LocalDatabase
{
    /// <summary>The version of the tables that this program reads and writes.</summary>
    public static int Version => Steps.Length;

    /// <summary>What leads from each version to the next; the first makes the tables. A step that was released is never changed.</summary>
    private static readonly IReadOnlyList<string>[] Steps =
        [
            LocalSchema.Version1, LocalSchema.SignIn, LocalSchema.Memberships, LocalSchema.Privacy, LocalSchema.Signals, LocalSchema.NewCustomers,
            LocalSchema.Siblings, LocalSchema.MailCalendars, LocalSchema.Keys, LocalSchema.SentMails, LocalSchema.Pipeline, LocalSchema.Candidates,
            LocalSchema.MailReading, LocalSchema.PipelineOrder, LocalSchema.SmallClaims,
        ];

    private const string ForeignTable =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'engine_*' AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'schema_version')";

    /// <summary>Makes the tables where they are missing or old.</summary>
    /// <exception cref="DatabaseUnavailableException">The file was written by a newer version of this program, or by another program.</exception>
    public static Task OpenAsync(CommitQueue commits) => commits.CommitAsync(CreateSchema);

    /// <inheritdoc cref="OpenAsync"/>
    public static void CreateSchema(SqliteConnection connection)
    {
        if (connection.Scalar(ForeignTable) is string table)
            throw new DatabaseUnavailableException(
                $"The database '{connection.DataSource}' belongs to another program: it has a table '{table}' and none that DealFlow begins with. "
                + "Use another folder; its tables were left as they are.");
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
        var found = (long)(connection.Scalar("SELECT version FROM schema_version") ?? 0L);
        if (found > Version)
            throw new DatabaseUnavailableException(
                $"The database was written by a newer DealFlow: its tables have version {found}, this program knows version {Version}. "
                + "Use the newer program, or another file; this one was left as it is.");
        if (found == Version)
            return;
        foreach (var statement in Steps.Skip((int)found).SelectMany(step => step))
            connection.Execute(statement);
        connection.Execute("DELETE FROM schema_version");
        connection.Execute("INSERT INTO schema_version (version) VALUES ($1)", Version);
    }
}
