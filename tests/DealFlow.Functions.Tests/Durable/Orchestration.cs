using System.Text.Json;
using DealFlow.Functions.Durable;
using DealFlow.Workflow.Durable;
using Microsoft.DurableTask;
using Moq;
using NodaTime;

namespace DealFlow.Functions.Tests.Durable;

/// <summary>
/// The context of the SDK as it behaves towards its caller: early events are buffered in order, each wait takes one, and a wait that is left standing
/// takes the next event whether anybody still looks at it or not.
/// </summary>
internal sealed class Orchestration
{
    private readonly Mock<TaskOrchestrationContext> _inner = new(MockBehavior.Strict);
    private readonly List<(string Name, TaskCompletionSource<JsonElement?> Source)> _waits = [];
    private readonly List<(string Name, JsonElement? Payload)> _buffered = [];

    public Orchestration(OrchestrationCatalog catalog, string version = "1")
    {
        _inner.Setup(context => context.InstanceId).Returns("DR-7K3F-9QXM");
        _inner.Setup(context => context.Name).Returns("story");
        _inner.Setup(context => context.Version).Returns(version);
        _inner.Setup(context => context.CurrentUtcDateTime).Returns(() => Now.ToDateTimeUtc());
        _inner.Setup(context => context.WaitForExternalEvent<JsonElement?>(It.IsAny<string>(), CancellationToken.None)).Returns((string name, CancellationToken _) => Wait(name));
        _inner.Setup(context => context.CreateTimer(It.IsAny<DateTime>(), It.IsAny<CancellationToken>())).Returns((DateTime at, CancellationToken cancelled) =>
        {
            var timer = new Timer(at, cancelled);
            Timers.Add(timer);
            return timer.Task;
        });
        _inner.Setup(context => context.SetCustomStatus(It.IsAny<object>())).Callback((object status) => Status = (string)status);
        _inner.Setup(context => context.ContinueAsNew(It.IsAny<object>(), true)).Callback((object input, bool _) => ContinuedWith = ((JsonElement)input).GetRawText());
        _inner.Setup(context => context.SendEvent(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<object>()))
            .Callback((string id, string name, object payload) => Sent.Add($"{id} {name} {payload}"));
        Context = new DurableContext(_inner.Object, catalog, new CancellationTokenSource());
    }

    public DurableContext Context { get; }

    public Mock<TaskOrchestrationContext> Inner => _inner;

    public Instant Now { get; set; } = Instant.FromUtc(2026, 7, 27, 9, 0);

    public List<Timer> Timers { get; } = [];

    public List<string> Sent { get; } = [];

    public string? Status { get; private set; }

    public string? ContinuedWith { get; private set; }

    /// <summary>How many waits the SDK was asked for.</summary>
    public int Waits => _waits.Count;

    /// <summary>How many of them still stand.</summary>
    public int Standing => _waits.Count(wait => !wait.Source.Task.IsCompleted);

    public void Raise(string name, object? payload)
    {
        JsonElement? json = payload is null ? null : JsonSerializer.SerializeToElement(payload);
        if (_waits.FindLast(wait => wait.Name == name && !wait.Source.Task.IsCompleted) is { Source: { } source }) // the SDK keeps a stack
            source.SetResult(json);
        else
            _buffered.Add((name, json));
    }

    public void Fire(Timer timer)
    {
        Now = Instant.FromDateTimeUtc(timer.At) > Now ? Instant.FromDateTimeUtc(timer.At) : Now;
        timer.Fire();
    }

    private Task<JsonElement?> Wait(string name)
    {
        var source = new TaskCompletionSource<JsonElement?>();
        _waits.Add((name, source));
        var index = _buffered.FindIndex(entry => entry.Name == name);
        if (index >= 0)
        {
            var payload = _buffered[index].Payload;
            _buffered.RemoveAt(index);
            source.SetResult(payload);
        }

        return source.Task;
    }

    internal sealed class Timer(DateTime at, CancellationToken cancelled)
    {
        private readonly TaskCompletionSource _source = new();

        public DateTime At => at;

        public bool IsCancelled => cancelled.IsCancellationRequested;

        public Task Task => _source.Task;

        public void Fire() => _source.SetResult();
    }
}
