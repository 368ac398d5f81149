using System.Globalization;
using System.Text.Json;
using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Registrations;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Stores;

/// <summary>A registration as it stands in its row. The sequence is that of the column: the document was written before it was known.</summary>
internal sealed record RegistrationRow(long Number, long Sequence, long Stamp, string Json)
{
    public const long FirstStamp = 1;

    public const string Columns = "number, sequence, stamp, json";

    public Registration Registration => JsonSerializer.Deserialize<Registration>(Json, DealFlowJson.Options)! with { Sequence = Sequence };

    public StoredRegistration Stored => new(Registration, TextOf(Stamp));

    public static RegistrationRow Read(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3));

    public static RegistrationRow? Find(SqliteConnection connection, string id) =>
        connection.FirstRow($"SELECT {Columns} FROM registrations WHERE id = $1", Read, id);

    public static bool IsTaken(SqliteConnection connection, RegistrationId id) =>
        connection.Scalar("SELECT 1 FROM registrations WHERE id = $1", id.Value) is not null;

    /// <summary>A new row, of which the orchestration has still to learn.</summary>
    public static void Insert(SqliteConnection connection, Registration deal, RegistrationColumns columns, long sequence, string claim) =>
        connection.Execute(
            """
            INSERT INTO registrations (id, sequence, stamp, manufacturer, partner, program, status, ended, held_by, to_wake, search, claim, json)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $3, $10, $11, $12)
            """, deal.Id.Value, sequence, FirstStamp, deal.Manufacturer, deal.Partner, deal.Program, columns.Status, columns.Ended, columns.HeldBy,
            columns.Search, claim, columns.Json);

    public static string TextOf(long stamp) => stamp.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of a stamp; one that was never given matches no row.</summary>
    public static long StampOf(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var stamp) ? stamp : -1;
}

/// <summary>What stands beside the document of a registration, worked out before the writer is asked.</summary>
internal sealed record RegistrationColumns(string Status, bool Ended, string? HeldBy, string Search, string Json)
{
    public static RegistrationColumns Of(Registration deal) => new(
        Words.Of(deal.Status),
        deal.HasEnded,
        deal.Status is RegistrationStatus.Queued ? deal.Conflict?.HeldBy?.Value : null,
        Searchable($"{deal.Lead.Customer.Name}\n{deal.Id}\n{deal.Lead.PartnerReference}"),
        JsonSerializer.Serialize(deal, DealFlowJson.Options));

    /// <summary>Text as it is searched: upper and lower case are the same, letters with and without marks are not.</summary>
    public static string Searchable(string text) => text.Normalize().ToLowerInvariant();
}
