using DealFlow.Embedded;
using DealFlow.Local.Stores;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using DealFlow.Workflow.Tests.Ports;

namespace DealFlow.Local.Tests.Stores;

/// <summary>The store of signals on a file.</summary>
public sealed class SqliteSignalStoreTests : SignalStoreSuite, IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task OpenAsync_FileFromBeforeThereWereSignals_ApprovedDealsWaitAndCustomersAreKnown()
    {
        await using (var commits = CommitQueue.Open(_database.FilePath))
            await commits.CommitAsync(connection =>
            {
                foreach (var statement in LocalSchema.Version1)
                    connection.Execute(statement);
                connection.Execute("CREATE TABLE schema_version (version INTEGER NOT NULL)");
                connection.Execute("INSERT INTO schema_version (version) VALUES (1)");
                foreach (var (id, status) in new[] { (1, "approved"), (2, "rejected") })
                    connection.Execute(
                        """
                        INSERT INTO registrations (id, sequence, stamp, manufacturer, partner, program, status, ended, search, claim, json)
                        VALUES ($1, $2, 1, 'contoso', 'alpen-it', 'contoso-network', $3, 0, '', $4, '{}')
                        """, Samples.Id(id).Value, id, status, ClaimRows.Json(Samples.Claim($"DE{id}")));
            }, TestContext.Current.CancellationToken);

        var opened = await _database.OpenAsync();
        var store = new SqliteSignalStore(opened);
        Assert.Equal([Samples.Id(1)], await store.WatchersAsync("contoso-network", ["vatId:DE1", "vatId:DE2"], TestContext.Current.CancellationToken));
        Assert.Equal(
            ["name:DE|mueller", "vatId:DE1", "vatId:DE2"],
            opened.Read(connection => connection.Rows("SELECT key FROM known_customers WHERE partner = 'alpen-it' ORDER BY key", row => row.GetString(0))));
    }

    protected override async Task<ISignalStore> OpenAsync() => new SqliteSignalStore(await _database.OpenAsync());
}
