using DealFlow.Domain.Conflicts;
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

    [Fact]
    public async Task Run_CustomerOfManyConfirmedNames_ReadsNoMoreKeysThanACheckMay()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var database = new TestDatabase();
        var commits = await database.OpenAsync();
        var store = new SqliteRegistrationStore(commits, new PortClock());
        var deal = await AddAsync(store, Samples.Deal(1));
        var program = ProgramFolder.Read(DealFlow.Local.Hosting.LocalOptions.SampleFolder, Samples.Now).First(loaded => loaded.Program.Id == "contoso-network").Program;
        var aliases = new SqliteAliasStore(commits);
        foreach (var number in Enumerable.Range(0, 8))
        {
            var other = deal.Lead.Customer with { Name = $"Zirbelholz Werk {number} Hintertupfing Bergblick", VatId = null, Domain = null, DunsNumber = null, RegistrationNumber = null };
            await aliases.SaveAsync(deal.Manufacturer, new Alias(new CustomerAlias(AliasVerdict.Same, deal.Lead.Customer, other, null, null), "anna", Samples.Now, null), stop);
        }
        var (index, read) = (new Mock<ICandidateIndex>(), new List<CandidateKey>());
        index.Setup(one => one.ReadAsync(deal.Manufacturer, Capture.With(new CaptureMatch<IReadOnlyList<CandidateKey>>(read.AddRange)), stop)).ReturnsAsync([]);
        var check = new ConflictCheck(
            store, Mock.Of<IAccountStore>(), index.Object, new AliasBook(aliases), Mock.Of<IProgramCatalog>(catalog => catalog.For(It.IsAny<Registration>()) == program), new PortClock());

        await check.RunAsync(deal, program, stop);

        var ofRegistrations = CandidateLookup.For(deal.Lead.Customer).Keys.Count;
        Assert.InRange(read.Count, ofRegistrations + 1, CandidateLookup.MostReadsOfCheck - ofRegistrations);
    }

    private static async Task<Registration> AddAsync(SqliteRegistrationStore store, Registration deal) =>
        Assert.IsType<AddResult.Added>(await store.AddAsync(
            new NewRegistration(deal with { Lead = deal.Lead with { Customer = deal.Lead.Customer with { VatId = "DE136695976" } } }, Samples.Claim("DE136695976"), 100, null),
            CancellationToken.None)).Stored.Registration;
}
