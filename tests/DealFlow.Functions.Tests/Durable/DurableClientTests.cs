using System.Text.Json;
using DealFlow.Functions.Durable;
using DealFlow.Workflow.Durable;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;

namespace DealFlow.Functions.Tests.Durable;

/// <summary>Starting and steering, above all: an id that exists stays untouched, and nobody is told of an event that nobody will get.</summary>
public sealed class DurableClientTests
{
    private const string Id = "DR-7K3F-9QXM";
    private readonly Mock<DurableTaskClient> _inner = new(MockBehavior.Strict, "test");
    private readonly DurableClient _client;

    public DurableClientTests()
    {
        var bound = new BoundClient();
        bound.Use(_inner.Object);
        var catalog = new OrchestrationCatalog(JsonSerializerOptions.Web)
            .Orchestration<string, string>("story", "1", (_, _) => Task.FromResult(""))
            .Orchestration<string, string>("story", "2", (_, _) => Task.FromResult(""));
        _client = new DurableClient(bound, catalog);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_NewId_NamesEveryStatusThatAnInstanceOfThisIdMayHave()
    {
        StartOrchestrationOptions? started = null;
        Starting().Callback((TaskName _, object? _, StartOrchestrationOptions? options, CancellationToken _) => started = options).ReturnsAsync(Id);

        Assert.Equal(StartResult.Started, await _client.StartAsync("story", Id, Id, Stop));

        string[] all = ["Running", "Completed", "Failed", "Terminated", "Pending", "Suspended"];
        Assert.Equal(all.Order(), started!.DedupeStatuses!.Order());
        Assert.Equal((Id, "2"), (started.InstanceId, started.Version!.Value.Version));
    }

    /// <summary>The SDK in process throws its own exception, the host a gRPC status; each is an id that exists.</summary>
    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task Start_IdExists_SaysSo(OrchestrationRuntimeStatus status)
    {
        foreach (var refusal in new Exception[] { new OrchestrationAlreadyExistsException("exists"), new IOException("Status(StatusCode=\"AlreadyExists\")") })
        {
            Starting().ThrowsAsync(refusal);
            Stored(status);

            Assert.Equal(StartResult.AlreadyExists, await _client.StartAsync("story", Id, Id, Stop));
        }
    }

    [Fact]
    public async Task Start_BackendIsDown_IsNotTakenForAnIdThatExists()
    {
        Starting().ThrowsAsync(new IOException("down"));
        Stored(null);

        await Assert.ThrowsAsync<IOException>(() => _client.StartAsync("story", Id, Id, Stop));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task Raise_NobodyIsThere_IsRefusedWithoutRaising(OrchestrationRuntimeStatus? status)
    {
        Stored(status);

        Assert.False(await _client.RaiseEventAsync(Id, "changed", null, Stop)); // a call that is not set up would throw
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task Raise_Alive_LooksItUpFirst(OrchestrationRuntimeStatus status)
    {
        Stored(status);
        Raising().Returns(Task.CompletedTask);

        Assert.True(await _client.RaiseEventAsync(Id, "changed", null, Stop));
    }

    [Fact]
    public async Task Raise_EndedMeanwhile_IsRefused()
    {
        _inner.SetupSequence(client => client.GetInstanceAsync(Id, false, It.IsAny<CancellationToken>()))
            .ReturnsAsync(Instance(OrchestrationRuntimeStatus.Running)).ReturnsAsync(Instance(OrchestrationRuntimeStatus.Completed));
        Raising().ThrowsAsync(new IOException("not found"));

        Assert.False(await _client.RaiseEventAsync(Id, "changed", null, Stop));
    }

    [Fact]
    public async Task Raise_BackendIsDown_Throws()
    {
        Stored(OrchestrationRuntimeStatus.Running);
        Raising().ThrowsAsync(new IOException("down"));

        await Assert.ThrowsAsync<IOException>(() => _client.RaiseEventAsync(Id, "changed", null, Stop));
    }

    [Fact]
    public async Task Resume_Parked_SuspendsFirstSoThatItTakesATurn()
    {
        var calls = new List<string>();
        _inner.Setup(client => client.GetInstanceAsync(Id, true, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new OrchestrationMetadata("story", Id) { RuntimeStatus = OrchestrationRuntimeStatus.Running, SerializedCustomStatus = "\"parked: no code\"" });
        _inner.Setup(client => client.SuspendInstanceAsync(Id, "fixed", It.IsAny<CancellationToken>())).Callback(() => calls.Add("suspend")).Returns(Task.CompletedTask);
        _inner.Setup(client => client.ResumeInstanceAsync(Id, "fixed", It.IsAny<CancellationToken>())).Callback(() => calls.Add("resume")).Returns(Task.CompletedTask);

        Assert.Equal((InstanceState.Parked, "no code"), ((await _client.GetAsync(Id, Stop))!.State, (await _client.GetAsync(Id, Stop))!.Failure));
        Assert.True(await _client.ResumeAsync(Id, "fixed", Stop));
        Assert.Equal(["suspend", "resume"], calls);
    }

    [Fact]
    public async Task Resume_Running_IsRefused()
    {
        _inner.Setup(client => client.GetInstanceAsync(Id, true, It.IsAny<CancellationToken>())).ReturnsAsync(Instance(OrchestrationRuntimeStatus.Running));

        Assert.False(await _client.ResumeAsync(Id, "", Stop));
    }

    [Fact]
    public async Task TerminateSuspendPurge_EndedOrUnknown_AreRefused()
    {
        Stored(OrchestrationRuntimeStatus.Completed);
        Assert.False(await _client.TerminateAsync(Id, "x", Stop));
        Assert.False(await _client.SuspendAsync(Id, "x", Stop));
        Stored(OrchestrationRuntimeStatus.Running);
        Assert.False(await _client.PurgeAsync(Id, Stop));
        Stored(null);
        Assert.False(await _client.PurgeAsync(Id, Stop));
    }

    [Fact]
    public void Bound_NoClientYet_SaysWhatIsMissing() => Assert.Throws<InvalidOperationException>(() => new BoundClient().Current);

    private Moq.Language.Flow.ISetup<DurableTaskClient, Task<string>> Starting() => _inner.Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
        "story", It.IsAny<object>(), It.IsAny<StartOrchestrationOptions>(), It.IsAny<CancellationToken>()));

    private Moq.Language.Flow.ISetup<DurableTaskClient, Task> Raising() =>
        _inner.Setup(client => client.RaiseEventAsync(Id, "changed", It.IsAny<object>(), It.IsAny<CancellationToken>()));

    private void Stored(OrchestrationRuntimeStatus? status) =>
        _inner.Setup(client => client.GetInstanceAsync(Id, false, It.IsAny<CancellationToken>())).ReturnsAsync(status is { } known ? Instance(known) : null);

    private static OrchestrationMetadata Instance(OrchestrationRuntimeStatus status) => new("story", Id) { RuntimeStatus = status };
}
