using System.Text.Json;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Partners;

namespace DealFlow.Local.Stores;

/// <summary>Memberships in SQLite.</summary>
public sealed class SqlitePartnerStore(CommitQueue commits) : IPartnerStore
{
    /// <inheritdoc/>
    public Task<Membership?> FindAsync(string manufacturer, string partner, CancellationToken cancellation)
    {
        var json = commits.Read(connection =>
            (string?)connection.Scalar("SELECT json FROM memberships WHERE manufacturer = $1 AND partner = $2", manufacturer, partner));
        return Task.FromResult(json is null ? null : JsonSerializer.Deserialize<Membership>(json, DealFlowJson.Options));
    }

    /// <inheritdoc/>
    public Task SaveAsync(Membership membership, CancellationToken cancellation)
    {
        var json = JsonSerializer.Serialize(membership, DealFlowJson.Options);
        return commits.CommitAsync(
            connection =>
            {
                connection.Execute("INSERT OR REPLACE INTO memberships (manufacturer, partner, json) VALUES ($1, $2, $3)",
                    membership.Manufacturer, membership.Partner, json);
            }, cancellation);
    }
}
