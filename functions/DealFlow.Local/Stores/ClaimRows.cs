using System.Text.Json;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Registrations;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Stores;

/// <summary>What registrations claim of their customers: a row for each key in each scope, found by manufacturer, scope and key alone.</summary>
internal static class ClaimRows
{
    private const string OfTheseKeys =
        "manufacturer = $1 AND scope IN (SELECT value FROM json_each($2)) AND key IN (SELECT value FROM json_each($3))";

    /// <summary>The plus signs keep the partner's many registrations from being gone through one by one: the customer's are few.</summary>
    internal const string OwnDuplicateSql =
        $"""
        SELECT {RegistrationRow.Columns} FROM registrations
        WHERE id IN (SELECT registration FROM claims WHERE {OfTheseKeys}) AND +partner = $4 AND +ended = 0
        ORDER BY sequence, number
        """;

    internal const string RivalsSql =
        $"""
        SELECT {RegistrationRow.Columns} FROM registrations
        WHERE id IN (SELECT registration FROM claims WHERE {OfTheseKeys}) AND id <> $4 AND (+ended = 0 OR +status = $5)
        ORDER BY sequence, number
        """;

    internal const string FoundSql =
        $"""
        SELECT {RegistrationRow.Columns} FROM registrations
        WHERE id IN (SELECT value FROM json_each($1)) AND id <> $2 AND (+ended = 0 OR +status = $3)
            AND EXISTS (SELECT 1 FROM json_each(claim, '$.scopes') WHERE value IN (SELECT value FROM json_each($4)))
        """;

    internal const string FreeSql = $"DELETE FROM claims WHERE {OfTheseKeys} AND sequence = $4 AND registration = $5";

    internal const string MoveSql = $"UPDATE claims SET registration = $6 WHERE {OfTheseKeys} AND sequence = $4 AND registration = $5";

    public static string Json(object claim) => JsonSerializer.Serialize(claim, DealFlowJson.Options);

    public static void Publish(SqliteConnection connection, Registration deal, long sequence, CustomerClaim claim)
    {
        foreach (var scope in claim.Scopes)
            foreach (var key in claim.Keys)
                connection.Execute("INSERT OR IGNORE INTO claims (manufacturer, scope, key, sequence, registration) VALUES ($1, $2, $3, $4, $5)",
                    deal.Manufacturer, scope, key, sequence, deal.Id.Value);
        if (claim.Indexed is { } indexed)
            ClaimIndexRows.Publish(connection, deal.Manufacturer, deal.Id.Value, indexed);
    }

    /// <summary>Takes the claim away: others may have the customer now.</summary>
    public static void Free(SqliteConnection connection, Registration deal)
    {
        var (scopes, keys, sequence) = ClaimOf(connection, deal.Id);
        connection.Execute(FreeSql, deal.Manufacturer, scopes, keys, sequence, deal.Id.Value);
        ClaimIndexRows.Free(connection, deal.Id.Value);
    }

    /// <summary>Gives the claim on some scopes to a registration that is split off. Returns the sequence that both have, and the new one's claim.</summary>
    public static (long Sequence, string Claim) Move(SqliteConnection connection, Registration from, SplitOff part)
    {
        var (_, keys, sequence) = ClaimOf(connection, from.Id);
        var scopes = Json(part.Scopes);
        connection.Execute(MoveSql, from.Manufacturer, scopes, keys, sequence, from.Id.Value, part.Registration.Id.Value);
        ClaimIndexRows.Copy(connection, from.Id.Value, part.Registration.Id.Value);
        connection.Execute(
            """
            UPDATE registrations SET claim = json_set(claim, '$.scopes', (
                SELECT json_group_array(value) FROM json_each(claim, '$.scopes') WHERE value NOT IN (SELECT value FROM json_each($2))))
            WHERE id = $1
            """, from.Id.Value, scopes);
        var claim = (string)connection.Scalar("SELECT json_set(claim, '$.scopes', json($2)) FROM registrations WHERE id = $1", from.Id.Value, scopes)!;
        return (sequence, claim);
    }

    /// <summary>The partner's own live registration of the same customer, for certain, in one of these scopes; or null.</summary>
    public static RegistrationId? OwnDuplicate(SqliteConnection connection, Registration deal, CustomerClaim claim, KnownAliases aliases) => connection
        .Rows(OwnDuplicateSql, RegistrationRow.Read, deal.Manufacturer, Json(claim.Scopes), Json(claim.Strong), deal.Partner)
        .Select(row => row.Registration)
        .FirstOrDefault(own => aliases.Judge(
            new AliasSubject(deal.Lead.Customer, null), new AliasSubject(own.Lead.Customer, CustomerAlias.RefOf(CandidateKind.Registration, own.Id.Value)),
            CustomerMatcher.Compare(deal.Lead.Customer, own.Lead.Customer)).Verdict is Verdict.Certain)?.Id;

    /// <summary>Those that share a key, and those that the look-up finds, each once, in their order.</summary>
    public static IEnumerable<RegistrationRow> Rivals(SqliteConnection connection, Registration deal, RivalSearch search)
    {
        var (scopes, keys, _) = ClaimOf(connection, deal.Id);
        if (search.OtherKeys.Count > 0)
            keys = Json(JsonSerializer.Deserialize<string[]>(keys, DealFlowJson.Options)!.Union(search.OtherKeys));
        var won = Words.Of(RegistrationStatus.ClosedWon);
        var rivals = connection.Rows(RivalsSql, RegistrationRow.Read, deal.Manufacturer, scopes, keys, deal.Id.Value, won);
        if (search.Lookup is { } lookup)
            rivals.AddRange(connection.Rows(
                FoundSql, RegistrationRow.Read, Json(ClaimIndexRows.Find(connection, deal.Manufacturer, lookup)), deal.Id.Value, won, scopes));
        return rivals.DistinctBy(row => row.Number).OrderBy(row => row.Sequence).ThenBy(row => row.Number);
    }

    private static (string Scopes, string Keys, long Sequence) ClaimOf(SqliteConnection connection, RegistrationId id)
    {
        var found = connection.Rows(
            "SELECT claim ->> 'scopes', claim ->> 'keys', sequence FROM registrations WHERE id = $1",
            row => (row.GetString(0), row.GetString(1), row.GetInt64(2)), id.Value);
        return found is [var claim] ? claim : throw new InvalidOperationException($"Registration {id} is not in the store.");
    }
}
