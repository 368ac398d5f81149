using System.Text.Json;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Partners;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Stores;

/// <summary>Memberships in SQLite.</summary>
public sealed class SqlitePartnerStore(CommitQueue commits) : IPartnerStore
{
    internal const string OwingSql = "SELECT json FROM memberships WHERE owing = 1 ORDER BY manufacturer, partner";

    internal const string OfManufacturerSql = "SELECT json FROM memberships WHERE manufacturer = $1 ORDER BY partner";

    internal const string WithAddressSql =
        """
        SELECT json FROM membership_addresses AS known JOIN memberships USING (manufacturer, partner)
        WHERE known.address = $1 ORDER BY known.partner, known.manufacturer
        """;

    /// <inheritdoc/>
    public Task<Membership?> FindAsync(string manufacturer, string partner, CancellationToken cancellation)
    {
        var json = commits.Read(connection =>
            (string?)connection.Scalar("SELECT json FROM memberships WHERE manufacturer = $1 AND partner = $2", manufacturer, partner));
        return Task.FromResult(json is null ? null : JsonSerializer.Deserialize<Membership>(json, DealFlowJson.Options));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Membership>> OfPartnerAsync(string partner, CancellationToken cancellation) =>
        ListAsync("SELECT json FROM memberships WHERE partner = $1 ORDER BY manufacturer", partner);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Membership>> OfManufacturerAsync(string manufacturer, CancellationToken cancellation) => ListAsync(OfManufacturerSql, manufacturer);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Membership>> WithAddressAsync(string address, CancellationToken cancellation) => ListAsync(WithAddressSql, address.ToLowerInvariant());

    /// <inheritdoc/>
    public Task<bool> SaveAsync(Membership membership, CancellationToken cancellation)
    {
        var next = membership with { Revision = membership.Revision + 1 };
        var json = JsonSerializer.Serialize(next, DealFlowJson.Options);
        return commits.CommitAsync(
            connection =>
            {
                if (!Write(connection, next, json))
                    return false;
                connection.Execute("DELETE FROM membership_addresses WHERE manufacturer = $1 AND partner = $2", next.Manufacturer, next.Partner);
                foreach (var address in next.People.Prepend(next.Mail))
                    connection.Execute("INSERT OR IGNORE INTO membership_addresses (address, manufacturer, partner) VALUES ($1, $2, $3)",
                        address.ToLowerInvariant(), next.Manufacturer, next.Partner);
                return true;
            }, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Membership>> OwingAsync(CancellationToken cancellation) => ListAsync(OwingSql);

    /// <summary>Writes a membership that was read at the revision before; false where another one is stored by now.</summary>
    private static bool Write(SqliteConnection connection, Membership next, string json) => connection.Execute(
        """
        INSERT INTO memberships (manufacturer, partner, json, revision, owing) SELECT $1, $2, $3, $4, $5
        WHERE $4 - 1 = coalesce((SELECT revision FROM memberships WHERE manufacturer = $1 AND partner = $2), 0)
        ON CONFLICT (manufacturer, partner) DO UPDATE SET json = excluded.json, revision = excluded.revision, owing = excluded.owing
        """, next.Manufacturer, next.Partner, json, next.Revision, !next.Owed.IsEmpty) > 0;

    private Task<IReadOnlyList<Membership>> ListAsync(string sql, params string[] values) => Task.FromResult<IReadOnlyList<Membership>>(commits.Read(
        connection => connection.Rows(sql, row => JsonSerializer.Deserialize<Membership>(row.GetString(0), DealFlowJson.Options)!, [.. values])));
}
