using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Functions.Durable;
using DealFlow.Functions.Hosting;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Durable;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Moq;
using NodaTime;

namespace DealFlow.Functions.Tests.Hosting;

/// <summary>What operators are told of deals that do not go on.</summary>
public sealed class WatchTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 7, 27, 9, 0);
    private readonly Mock<DurableTaskClient> _client = new("test");
    private readonly LogIds _log = new();
    private readonly BoundClient _bound = new();
    private readonly Mock<IOrchestrationClient> _engine = new();
    private readonly Mock<IWaker> _waker = new();

    public WatchTests() => _bound.Use(_client.Object);

    [Fact]
    public async Task Look_FailedDeal_IsNamed()
    {
        Instances(OrchestrationRuntimeStatus.Failed, Deal("DR-0000-0001", OrchestrationRuntimeStatus.Failed));
        Instances(OrchestrationRuntimeStatus.Running);

        await LookAsync();

        Assert.Contains("DR-0000-0001", Assert.Single(_log.Lines).Text, StringComparison.Ordinal);
        Assert.Equal(6006, _log.Lines[0].Id);
    }

    [Fact]
    public async Task Look_ParkedDeal_IsNamed()
    {
        Instances(OrchestrationRuntimeStatus.Failed);
        Instances(OrchestrationRuntimeStatus.Running, Deal("DR-0000-0002", OrchestrationRuntimeStatus.Running, status: "\"parked: no code\""), Deal("DR-0000-0003", OrchestrationRuntimeStatus.Running));

        await LookAsync();

        Assert.Equal([6006], _log.Lines.Select(line => line.Id));
        Assert.Contains("DR-0000-0002", _log.Lines[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_DealsOfANewerVersion_AreCounted()
    {
        Instances(OrchestrationRuntimeStatus.Failed);
        Instances(OrchestrationRuntimeStatus.Running, Deal("DR-0000-0004", OrchestrationRuntimeStatus.Pending, version: "999"));

        await LookAsync();

        Assert.Equal([6007], _log.Lines.Select(line => line.Id));
    }

    [Fact]
    public async Task Look_AllGoOn_IsSilent()
    {
        Instances(OrchestrationRuntimeStatus.Failed);
        Instances(OrchestrationRuntimeStatus.Running, Deal("DR-0000-0005", OrchestrationRuntimeStatus.Running, version: DealRegistrationOrchestration.Version));

        await LookAsync();

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Look_FailedAnHourAgo_IsThrownAwayAndToldAnew()
    {
        Instances(OrchestrationRuntimeStatus.Failed, Deal("DR-7K3F-9QXM", OrchestrationRuntimeStatus.Failed, created: Now - Duration.FromHours(2)));
        Instances(OrchestrationRuntimeStatus.Running);
        _engine.Setup(engine => engine.PurgeAsync("DR-7K3F-9QXM", It.IsAny<CancellationToken>())).ReturnsAsync(true);

        await LookAsync();

        _waker.Verify(waker => waker.WakeAsync(It.IsAny<StoredRegistration>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task Look_FailedAgainWithinTheHour_Waits()
    {
        Instances(OrchestrationRuntimeStatus.Failed, Deal("DR-7K3F-9QXM", OrchestrationRuntimeStatus.Failed, created: Now - Duration.FromMinutes(59)));
        Instances(OrchestrationRuntimeStatus.Running);

        await LookAsync();

        _engine.Verify(engine => engine.PurgeAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
        Assert.Equal([6006], _log.Lines.Select(line => line.Id));
    }

    private Task LookAsync() => new Watch(
        _bound, _engine.Object, _waker.Object, Mock.Of<IRegistrationStore>(store =>
            store.FindAsync(It.IsAny<RegistrationId>(), It.IsAny<CancellationToken>()) == Task.FromResult<StoredRegistration?>(new StoredRegistration(null!, "1"))), Mock.Of<IProgramCatalog>(catalog => catalog.All == Array.Empty<DealProgram>()),
        Mock.Of<IClock>(clock => clock.GetCurrentInstant() == Now), _log).LookAsync(TestContext.Current.CancellationToken);

    private void Instances(OrchestrationRuntimeStatus status, params OrchestrationMetadata[] found) =>
        _client.Setup(client => client.GetAllInstancesAsync(It.Is<OrchestrationQuery>(query =>
            query.Statuses!.Contains(status) && query.FetchInputsAndOutputs == (status == OrchestrationRuntimeStatus.Running)))).Returns(new Found(found));

    private static OrchestrationMetadata Deal(string id, OrchestrationRuntimeStatus state, string? version = null, string? status = null, Instant? created = null) =>
        new(DealRegistrationOrchestration.Name, id)
        {
            RuntimeStatus = state,
            CreatedAt = (created ?? Now).ToDateTimeOffset(),
            SerializedCustomStatus = status,
            Tags = version is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["version"] = version },
        };

    private sealed class Found(OrchestrationMetadata[] all) : AsyncPageable<OrchestrationMetadata>
    {
        public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        {
            await Task.CompletedTask;
            yield return new Page<OrchestrationMetadata>(all);
        }
    }

    private sealed class LogIds : ILogger<Watch>
    {
        public List<(int Id, string Text)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((eventId.Id, formatter(state, exception)));
    }
}
