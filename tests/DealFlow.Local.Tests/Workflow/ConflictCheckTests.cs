using DealFlow.Domain.Registrations;
using DealFlow.Local.Stores;
using DealFlow.Local.Tests.Stores;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Tests.Ports;
using Moq;

namespace DealFlow.Local.Tests.Workflow;

public sealed class ConflictCheckTests
{
    [Theory]
    [InlineData(RegistrationStatus.Received)]
    [InlineData(RegistrationStatus.Queued)]
    public async Task Run_LaterOneNotYetCheckedOrQueued_DoesNotCount(RegistrationStatus status)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var database = new TestDatabase();
        var commits = await database.OpenAsync();
        var clock = new PortClock();
        var store = new SqliteRegistrationStore(commits, clock);
        var first = await AddAsync(store, Samples.Deal(1));
        var second = await AddAsync(store, Samples.Deal(2, "nordlicht") with { Status = status });
        var program = ProgramFolder.Read(DealFlow.Local.Hosting.LocalOptions.SampleFolder, Samples.Now).First(loaded => loaded.Program.Id == "contoso-network").Program;
        var programs = Mock.Of<IProgramCatalog>(catalog => catalog.For(It.IsAny<Registration>()) == program);
        var check = new ConflictCheck(
            store, Mock.Of<IAccountStore>(), new MemoryCandidateIndex(), new AliasBook(new SqliteAliasStore(commits)), programs, clock);

        Assert.Empty((await check.RunAsync(first, program, stop)).All);
        Assert.Single((await check.RunAsync(second, program, stop)).All);
    }

    private static async Task<Registration> AddAsync(SqliteRegistrationStore store, Registration deal) =>
        Assert.IsType<AddResult.Added>(await store.AddAsync(
            new NewRegistration(deal with { Lead = deal.Lead with { Customer = deal.Lead.Customer with { VatId = "DE136695976" } } }, Samples.Claim("DE136695976"), 100, null),
            CancellationToken.None)).Stored.Registration;
}
