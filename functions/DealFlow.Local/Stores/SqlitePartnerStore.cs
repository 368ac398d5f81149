using System.Text.Json;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Partners;

namespace DealFlow.Local.Stores;

/// <summary>Memberships in SQLite.</summary>
public sealed class SqlitePartnerStore(CommitQueue commits) : IPartnerStore
{
    internal const string OwingSql = "SELECT json FROM memberships WHERE owing = 1 ORDER BY manufacturer, partner";

    /// <inheritdoc/>
    public Task<Membership?> FindAsync(string manufacturer, string partner, CancellationToken cancellation)
    {
        var json = commits.Read(connection =>
            (string?)connection.Scalar("SELECT json FROM memberships WHERE manufacturer = $1 AND partner = $2", manufacturer, partner));
        return Task.FromResult(json is null ? null : Membership(json));
    }

    /// <inheritdoc/>
    public Task<bool> SaveAsync(Membership membership, CancellationToken cancellation)
    {
        var next = membership with { Revision = membership.Revision + 1 };
        var json = JsonSerializer.Serialize(next, DealFlowJson.Options);
        return commits.CommitAsync(
            connection => connection.Execute(
                """
                INSERT INTO memberships (manufacturer, partner, json, revision, owing) SELECT $1, $2, $3, $4, $5
                WHERE $6 = coalesce((SELECT revision FROM memberships WHERE manufacturer = $1 AND partner = $2), 0)
                ON CONFLICT (manufacturer, partner) DO UPDATE SET json = excluded.json, revision = excluded.revision, owing = excluded.owing
                """, next.Manufacturer, next.Partner, json, next.Revision, !next.Owed.IsEmpty, membership.Revision) > 0,
            cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Membership>> OwingAsync(CancellationToken cancellation)
    {
        var found = commits.Read(connection => connection.Rows(OwingSql, row => row.GetString(0)));
        return Task.FromResult<IReadOnlyList<Membership>>([.. found.Select(Membership)]);
    }

    private static Membership Membership(string json) => JsonSerializer.Deserialize<Membership>(json, DealFlowJson.Options)!;
}
