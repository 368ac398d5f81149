using System.Text.Json;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Partners;

namespace DealFlow.Local.Stores;

/// <summary>Memberships in SQLite.</summary>
public sealed class SqlitePartnerStore(CommitQueue commits) : IPartnerStore
{
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
    public Task<IReadOnlyList<Membership>> WithAddressAsync(string address, CancellationToken cancellation) => ListAsync(WithAddressSql, address.ToLowerInvariant());

    /// <inheritdoc/>
    public Task SaveAsync(Membership membership, CancellationToken cancellation)
    {
        var json = JsonSerializer.Serialize(membership, DealFlowJson.Options);
        return commits.CommitAsync(
            connection =>
            {
                connection.Execute("INSERT OR REPLACE INTO memberships (manufacturer, partner, json) VALUES ($1, $2, $3)",
                    membership.Manufacturer, membership.Partner, json);
                connection.Execute("DELETE FROM membership_addresses WHERE manufacturer = $1 AND partner = $2", membership.Manufacturer, membership.Partner);
                foreach (var address in membership.People.Prepend(membership.Mail))
                    connection.Execute("INSERT OR IGNORE INTO membership_addresses (address, manufacturer, partner) VALUES ($1, $2, $3)",
                        address.ToLowerInvariant(), membership.Manufacturer, membership.Partner);
            }, cancellation);
    }

    private Task<IReadOnlyList<Membership>> ListAsync(string sql, string value) => Task.FromResult<IReadOnlyList<Membership>>(commits.Read(
        connection => connection.Rows(sql, row => JsonSerializer.Deserialize<Membership>(row.GetString(0), DealFlowJson.Options)!, value)));
}
