using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Local.Stores;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Tests.Ports;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Local.Tests.Stores;

/// <summary>What stands beside the document of a registration, after changes that concern all of it, some of it, or nothing.</summary>
public sealed class SavedColumnsTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task SaveAsync_FromAnyToAny_RowIsThatOfTheLastAndIndexesAgree()
    {
        var (commits, clock) = (await _database.OpenAsync(), new PortClock());
        var store = new SqliteRegistrationStore(commits, clock);
        await store.AddAsync(new NewRegistration(Samples.Deal(1), Samples.Claim("x"), 100, null), Stop);
        await commits.CommitAsync(NobodyIsToWake, Stop);
        var shapes = Shapes().ToList();

        foreach (var (from, to) in shapes.SelectMany(from => shapes.Select(to => (from, to))))
            foreach (var (shape, wake) in new[] { (from, false), (to, true) })
            {
                var stored = (await store.FindAsync(Samples.Id(1), Stop))!;
                var saved = await store.SaveAsync(new RegistrationChange(shape, stored.Stamp, wake), Stop);
                Assert.NotEqual(stored.Stamp, saved!.Stamp);
                Assert.Equal(RegistrationColumns.Of(shape), commits.Read(Row));
                Assert.Equal(wake ? saved.Stamp : null, commits.Read(c => c.Scalar("SELECT to_wake || '' FROM registrations")));
                Assert.Null(await store.SaveAsync(new RegistrationChange(shape, stored.Stamp, true), Stop));
                await commits.CommitAsync(NobodyIsToWake, Stop);
            }
        Assert.Equal("ok", commits.Read(c => c.Scalar("PRAGMA integrity_check")));
    }

    private static void NobodyIsToWake(SqliteConnection connection) => connection.Execute("UPDATE registrations SET to_wake = NULL");

    private static RegistrationColumns Row(SqliteConnection connection) => connection.Rows(
        "SELECT status, ended, held_by, search, json FROM registrations",
        row => new RegistrationColumns(row.GetString(0), row.GetBoolean(1), row.Text(2), row.GetString(3), row.GetString(4))).Single();

    private static IEnumerable<Registration> Shapes()
    {
        var deal = Samples.Deal(1);
        yield return deal;
        yield return deal with { TurnAt = Samples.Now + Duration.FromDays(1) };
        yield return deal with { Status = RegistrationStatus.Approved };
        yield return deal with { Status = RegistrationStatus.Queued, Conflict = Samples.HeldBy(Samples.Id(2)) };
        yield return deal with { Status = RegistrationStatus.Queued, Conflict = Samples.HeldBy(Samples.Id(3)) };
        yield return deal with { Lead = deal.Lead with { PartnerReference = "CRM-1" } };
        yield return deal with { Status = RegistrationStatus.Rejected, ClosedAt = Samples.Now };
        yield return deal with { Status = RegistrationStatus.Rejected, ClosedAt = Samples.Now, ContactErasedAt = Samples.Now };
    }
}
