using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Workflow.Tests.Deals;

public sealed class DealRegistrationOrchestrationTests
{
    private static readonly DealState Ended = new(RegistrationStatus.Rejected, null, false);

    [Fact]
    public async Task Run_NothingAnswersForHours_GoesOnAfterwards()
    {
        var context = new Answers([.. Fail(7), Ended]);
        Assert.Equal("rejected", await context.RunAsync());
        Assert.Equal(3, context.Slept.Count);
    }

    [Fact]
    public async Task Run_NothingAnswers_StatusSaysSinceWhenUntilItDoes()
    {
        var context = new Answers([.. Fail(4), Ended]);

        await context.RunAsync();

        Assert.Equal(["store unreachable since 2026-03-02T09:00:00Z", "store unreachable since 2026-03-02T09:00:00Z", "rejected"], context.Statuses);
    }

    [Fact]
    public async Task Run_NeitherTheCheckNorAPersonCanBeReached_StatusSaysSinceTheCheck()
    {
        var context = new Answers([new(RegistrationStatus.Received, null, false), .. Fail(2), Ended]);

        await context.RunAsync();

        Assert.Equal(["store unreachable since 2026-03-02T09:07:00Z", "rejected"], context.Statuses);
    }

    [Fact]
    public async Task Run_AwayAgainAfterItWasThere_EachTimeHasItsOwnBeginning()
    {
        var context = new Answers([.. Fail(2), new(RegistrationStatus.PendingDecision, null, false), .. Fail(2), Ended]);

        await context.RunAsync();

        Assert.Equal(
            ["store unreachable since 2026-03-02T09:00:00Z", "pendingDecision", "pendingDecision", "store unreachable since 2026-03-02T10:21:00Z", "rejected"],
            context.Statuses);
    }

    [Fact]
    public async Task Run_FailureIsSurfaced_StatusSaysNothingOfTheStore()
    {
        var context = new Answers([.. Fail(1), Ended]);

        await context.RunAsync();

        Assert.Empty(context.Statuses);
    }

    private static IEnumerable<DealState?> Fail(int times) => Enumerable.Repeat<DealState?>(null, times);

    /// <summary>What the activities answer, one after the other; null: it failed at every attempt. Each takes seven minutes; who waits is woken at once.</summary>
    private sealed class Answers(IEnumerable<DealState?> answers) : IOrchestrationContext
    {
        private readonly Queue<DealState?> _left = new(answers);

        public List<Instant> Slept { get; } = [];

        public List<string> Statuses { get; } = [];

        public string InstanceId => "DR-0000-0001";

        public string Version => DealRegistrationOrchestration.Version;

        public Instant UtcNow { get; private set; } = Instant.FromUtc(2026, 3, 2, 9, 0);

        public Task<string> RunAsync() => DealRegistrationOrchestration.RunAsync(this, InstanceId);

        public Task<TResult> CallActivityAsync<TResult>(string name, object? input, RetryPolicy? retry = null)
        {
            UtcNow += Duration.FromMinutes(7);
            return _left.Dequeue() is { } state
                ? Task.FromResult((TResult)(object)state)
                : Task.FromException<TResult>(new ActivityFailedException(name, "Any", "any"));
        }

        public Task<EventWait<TPayload>> WaitForEventAsync<TPayload>(string name, Instant? deadline = null) => Task.FromResult(new EventWait<TPayload>(true, default));

        public Task SleepUntilAsync(Instant due)
        {
            Slept.Add(UtcNow = due);
            return Task.CompletedTask;
        }

        public void SetStatus(string status) => Statuses.Add(status);

        public void ContinueAsNew(object? input) => throw new NotSupportedException();
    }
}
