using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Workflow.Tests.Deals;

public sealed class DealRegistrationOrchestrationTests
{
    [Fact]
    public async Task Run_NothingAnswersForHours_GoesOnAfterwards()
    {
        var context = new Outage(failures: 7);
        Assert.Equal("rejected", await DealRegistrationOrchestration.RunAsync(context, "DR-0000-0001"));
        Assert.True(context.Slept > Duration.FromHours(2));
    }

    /// <summary>So many activities fail at first; then the deal turns out to have ended.</summary>
    private sealed class Outage(int failures) : IOrchestrationContext
    {
        private int _failures = failures;

        public Duration Slept { get; private set; }

        public string InstanceId => "DR-0000-0001";

        public string Version => DealRegistrationOrchestration.Version;

        public Instant UtcNow { get; private set; } = Instant.FromUtc(2026, 3, 2, 9, 0);

        public Task<TResult> CallActivityAsync<TResult>(string name, object? input, RetryPolicy? retry = null) => _failures-- > 0
            ? Task.FromException<TResult>(new ActivityFailedException(name, "Any", "any"))
            : Task.FromResult((TResult)(object)new DealState(RegistrationStatus.Rejected, null, false));

        public Task<EventWait<TPayload>> WaitForEventAsync<TPayload>(string name, Instant? deadline = null) => throw new NotSupportedException();

        public Task SleepUntilAsync(Instant due)
        {
            Slept += due - UtcNow;
            UtcNow = due;
            return Task.CompletedTask;
        }

        public void SetStatus(string status) { }

        public void ContinueAsNew(object? input) => throw new NotSupportedException();
    }
}
