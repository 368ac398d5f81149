using Azure.Messaging.ServiceBus;
using DealFlow.Functions.Events;
using DealFlow.Workflow.Events;
using Microsoft.Extensions.Logging;
using Moq;

namespace DealFlow.Functions.Tests.Events;

/// <summary>What finance gets over Service Bus, and what happens when Service Bus does not take it.</summary>
public sealed class ServiceBusDealEventsTests
{
    private static readonly DealEvent Closed = new("DR-7K3F-9QXM/2/closed", "dealflow.deal.closed.v1", "DR-7K3F-9QXM", """{"specversion":"1.0","id":"DR-7K3F-9QXM/2/closed"}""");
    private readonly Mock<ServiceBusSender> _sender = new();
    private readonly LogLines _log = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ServiceBusDealEvents Events => new(_sender.Object, _log);

    [Fact]
    public async Task Publish_Event_IsAStructuredCloudEventWithItsIdAndItsDealAsSession()
    {
        ServiceBusMessage? sent = null;
        _sender.Setup(sender => sender.SendMessageAsync(It.IsAny<ServiceBusMessage>(), Stop)).Callback((ServiceBusMessage message, CancellationToken _) => sent = message)
            .Returns(Task.CompletedTask);

        await Events.PublishAsync(Closed, Stop);

        Assert.Equal((Closed.Id, "application/cloudevents+json", Closed.Json), (sent!.MessageId, sent.ContentType, sent.Body.ToString()));
        Assert.Equal((Closed.Subject, Closed.Subject, Closed.Type), (sent.SessionId, sent.CorrelationId, sent.Subject));
    }

    [Theory]
    [InlineData(ServiceBusFailureReason.ServiceBusy)]
    [InlineData(ServiceBusFailureReason.ServiceTimeout)]
    [InlineData(ServiceBusFailureReason.ServiceCommunicationProblem)]
    public async Task Publish_ThrottledOrDown_IsThrownToBeTriedAgainAndLoggedAsAWarning(ServiceBusFailureReason reason)
    {
        Fails(new ServiceBusException(true, "not now", "deal-events", reason));

        await Assert.ThrowsAsync<ServiceBusException>(() => Events.PublishAsync(Closed, Stop));

        Assert.Equal([(LogLevel.Warning, 6001)], _log.Lines.Select(line => (line.Level, line.Id)));
        Assert.Contains(reason.ToString(), _log.Lines[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ServiceBusFailureReason.MessagingEntityNotFound)]
    [InlineData(ServiceBusFailureReason.MessagingEntityDisabled)]
    [InlineData(ServiceBusFailureReason.MessageSizeExceeded)]
    public async Task Publish_Refused_IsThrownAndSurfacedAsAnError(ServiceBusFailureReason reason)
    {
        Fails(new ServiceBusException(false, "never", "deal-events", reason));

        await Assert.ThrowsAsync<ServiceBusException>(() => Events.PublishAsync(Closed, Stop));

        Assert.Equal([(LogLevel.Error, 6002)], _log.Lines.Select(line => (line.Level, line.Id)));
        Assert.Contains("DR-7K3F-9QXM/2/closed", _log.Lines[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_RoleIsGone_IsSurfacedAsAnError()
    {
        Fails(new UnauthorizedAccessException());

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Events.PublishAsync(Closed, Stop));

        Assert.Equal(6002, Assert.Single(_log.Lines).Id);
    }

    [Fact]
    public void ClientOptions_Retry_WaitsLongerEachTimeButEndsBeforeAnActivityDoes()
    {
        var retry = ServiceBusDealEvents.ClientOptions.RetryOptions;

        Assert.Equal((ServiceBusRetryMode.Exponential, 5), (retry.Mode, retry.MaxRetries));
        Assert.True((retry.MaxRetries + 1) * (retry.TryTimeout + retry.MaxDelay) < TimeSpan.FromMinutes(10)); // functionTimeout of host.json
    }

    private void Fails(Exception exception) =>
        _sender.Setup(sender => sender.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>())).ThrowsAsync(exception);

    private sealed class LogLines : ILogger<ServiceBusDealEvents>
    {
        public List<(LogLevel Level, int Id, string Text)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((logLevel, eventId.Id, formatter(state, exception)));
    }
}
