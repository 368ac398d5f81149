using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Local.Stores;

/// <summary>
/// Mails on a registration whose contact was erased: that they were sent, when and to whom, stays; what they said does not. A daily mail goes
/// whole, with what it said of other deals.
/// </summary>
internal static class ErasedMails
{
    private const string Erase = "UPDATE mails SET subject = '(erased)', html = '<p>(erased)</p>', text = '(erased)', calendar = NULL WHERE id >= $1 AND id < $2";

    /// <summary>Whether this change of a registration, not yet written, erases the contact.</summary>
    public static bool AreNew(SqliteConnection connection, Registration deal) =>
        deal.ContactErasedAt is not null && deal.ContactErasedAt != ErasedAt(connection, deal.Id);

    /// <summary>Erases what was sent so far.</summary>
    public static void EraseOf(SqliteConnection connection, RegistrationId deal)
    {
        var id = deal.Value;
        var (from, to) = Within(id);
        connection.Execute(Erase, from, to);
        foreach (var prefix in connection.Rows(
            "SELECT DISTINCT 'daily/' || (json ->> 'program') || '/' || reader FROM daily_items WHERE id >= $1 AND id < $2", row => row.GetString(0), from, to))
        {
            (from, to) = Within(prefix);
            connection.Execute(Erase + " AND (instr(text, $3) > 0 OR instr(html, $3) > 0)", from, to, id);
        }
    }

    /// <summary>When the contact of a registration was erased last; null: never, or there is no such registration.</summary>
    public static Instant? ErasedAt(SqliteConnection connection, RegistrationId id) =>
        connection.Scalar("SELECT json ->> 'contactErasedAt' FROM registrations WHERE id = $1", id.Value) is string text
            ? InstantPattern.ExtendedIso.Parse(text).Value
            : null;

    /// <summary>All ids that go on after this one with a slash: from the first through, but without, the second.</summary>
    private static (string From, string To) Within(string id) => (id + "/", id + "0");
}
