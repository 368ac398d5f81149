using DealFlow.Local.Candidates;
using DealFlow.Local.Stores;

namespace DealFlow.Local.Tests.Stores;

/// <summary>No query of a request goes through a table: each finds its rows by an index, however many others there are.</summary>
public sealed class QueryPlanTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("partner = 'a'", "registrations_by_partner")]
    [InlineData("partner = 'a' AND +manufacturer IN (SELECT value FROM json_each($1))", "registrations_by_partner")]
    [InlineData("partner = 'a' AND status = 'approved'", "registrations_by_partner_status")]
    [InlineData("manufacturer = 'a'", "registrations_by_manufacturer")]
    [InlineData("manufacturer = 'a' AND status = 'approved'", "registrations_by_manufacturer_status")]
    [InlineData("manufacturer = 'a' AND (sequence, number) < (10, 10)", "registrations_by_manufacturer")]
    public async Task Listing_ByPartnerOrManufacturer_IsReadInOrder(string where, string index)
    {
        var plan = await PlanAsync($"SELECT json FROM registrations WHERE {where} ORDER BY sequence DESC, number DESC LIMIT 50");

        Assert.StartsWith($"SEARCH registrations USING INDEX {index} (", plan[0], StringComparison.Ordinal);
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Acceptance.OpenSql, "USING COVERING INDEX registrations_open (partner=? AND program=?)")]
    [InlineData(SqliteRegistrationStore.QueueBehindSql, "INDEX registrations_queued (held_by=?)")]
    [InlineData(SqliteRegistrationStore.ToBeWokenSql, "SCAN registrations USING INDEX registrations_to_wake")]
    [InlineData(SqlitePartnerStore.WithAddressSql, "SEARCH known USING PRIMARY KEY (address=?)")]
    [InlineData(SqliteContactStore.FirstEndedSql, "SCAN registrations USING INDEX registrations_with_contact")]
    [InlineData(SqlitePartnerStore.OfManufacturerSql, "SEARCH memberships USING PRIMARY KEY (manufacturer=?)")]
    [InlineData(SqlitePipelineStore.WaitingSql, "SEARCH registrations USING INDEX registrations_waiting (manufacturer=?)")]
    [InlineData(SqlitePipelineStore.CountsSql, "USING COVERING INDEX registrations_by_membership (manufacturer=? AND partner=?)")]
    [InlineData(SqlitePipelineStore.RegisteredSql, "USING COVERING INDEX registrations_by_membership (manufacturer=? AND partner=?)")]
    [InlineData(SqlitePipelineStore.EntriesSql, "USING INDEX registrations_figures (manufacturer=? AND alive_until>?)")]
    [InlineData(ClaimIndexRows.KeySql, "SEARCH claim_keys USING PRIMARY KEY (key=?)")]
    [InlineData(ClaimIndexRows.FingerprintsSql, "SEARCH claim_customers USING INTEGER PRIMARY KEY (rowid=?)")]
    [InlineData(ClaimIndexRows.FreeSql, "SEARCH claim_keys USING PRIMARY KEY (key=? AND customer=?)")]
    [InlineData(ClaimIndexRows.OfRegistrationSql, "SEARCH claim_customers USING INDEX sqlite_autoindex_claim_customers_1 (registration=?)")]
    [InlineData(ClaimRows.FoundSql, "SEARCH registrations USING INDEX sqlite_autoindex_registrations_1 (id=?)")]
    [InlineData(SqliteAccountStore.ReadSql, "SEARCH imported_accounts USING INDEX sqlite_autoindex_imported_accounts_1 (manufacturer=? AND id=?)")]
    [InlineData(AccountIndexing.ChangesSql, "SEARCH imported_accounts USING INTEGER PRIMARY KEY (rowid>?)")]
    [InlineData(ClaimIndexing.NextSql, "SEARCH registrations USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)")]
    [InlineData(SqliteAliasStore.FindSql, "SEARCH alias_keys USING PRIMARY KEY (manufacturer=? AND key=?)")]
    [InlineData(SqliteAliasStore.ListSql, "SEARCH aliases USING ")]
    [InlineData(Mailbox.OfRecipientSql, "SEARCH mails USING INDEX mails_by_recipient (to_address=? AND number<?)")]
    [InlineData(Mailbox.ThreadSql, "SEARCH mails USING INDEX mails_by_thread (<expr>=?)")]
    [InlineData(ClaimRows.FreeSql, "(manufacturer=? AND scope=? AND key=? AND sequence=? AND registration=?)")]
    public async Task Query_OfOneTable_UsesItsIndex(string sql, string expected) =>
        Assert.Contains(await PlanAsync(sql), step => step.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData(ClaimRows.OwnDuplicateSql)]
    [InlineData(ClaimRows.RivalsSql)]
    public async Task Claims_OfACustomer_AreFoundFirst(string sql)
    {
        var plan = await PlanAsync(sql);

        Assert.Contains("SEARCH claims USING PRIMARY KEY (manufacturer=? AND scope=? AND key=?)", plan);
        Assert.Contains("SEARCH registrations USING INDEX sqlite_autoindex_registrations_1 (id=?)", plan);
    }

    [Theory]
    [InlineData(SqliteSignalStore.ListSql, "SEARCH signals USING INDEX signals_by_customer (program=? AND customer=? AND occurred_at")]
    [InlineData(SqliteSignalStore.NewestSql, "SEARCH signals USING INDEX signals_by_customer (program=? AND customer=? AND occurred_at")]
    [InlineData(SqliteSignalStore.CountSql, "SEARCH signals USING COVERING INDEX signals_by_customer (program=? AND customer=? AND occurred_at")]
    [InlineData(SqliteSignalStore.CustomersSql, "SEARCH signal_keys USING PRIMARY KEY (program=? AND key=?)")]
    [InlineData(SqliteSignalStore.ForgetSql, "signals_by_time (occurred_at<?)")]
    [InlineData(NewCustomerRows.UnknownSql, "SEARCH known_customers USING PRIMARY KEY (partner=? AND program=? AND key=?)")]
    public async Task SignalsAndCustomers_AreFoundByTheirIndex(string sql, string expected)
    {
        var plan = await PlanAsync(sql);

        Assert.Contains(plan, step => step.Contains(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task QueuePositions_OfSome_AreCountedInTheirQueueOnly()
    {
        var plan = await PlanAsync(SqliteRegistrationStore.QueuePositionsSql);

        Assert.Contains("SEARCH waiting USING INDEX sqlite_autoindex_registrations_1 (id=?)", plan);
        Assert.Contains("SEARCH earlier USING INDEX registrations_queued (held_by=? AND sequence<?)", plan);
    }

    private async Task<List<string>> PlanAsync(string sql)
    {
        var values = new object?[Enumerable.Range(1, 9).Count(number => sql.Contains($"${number}", StringComparison.Ordinal))];
        Array.Fill(values, "[]");
        return (await _database.OpenAsync()).Read(connection => connection.Rows("EXPLAIN QUERY PLAN " + sql, row => row.GetString(3), values));
    }
}
