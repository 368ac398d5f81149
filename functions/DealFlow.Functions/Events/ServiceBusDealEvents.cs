using Azure.Messaging.ServiceBus;
using DealFlow.Workflow.Events;
using Microsoft.Extensions.Logging;

namespace DealFlow.Functions.Events;

/// <summary>
/// Events for finance on a Service Bus topic: structured CloudEvents, the event's id as message id for duplicate detection, and the deal as session,
/// which keeps one deal's events in order wherever a subscription or a partitioned topic looks at it.
/// </summary>
internal sealed class ServiceBusDealEvents(ServiceBusSender sender, ILogger<ServiceBusDealEvents> logger) : IDealEvents
{
    /// <summary>
    /// How the client repeats what fails for a moment: throttled, timed out, disconnected. What then still fails, the workflow repeats over hours and
    /// shows on the deal's timeline.
    /// </summary>
    public static ServiceBusClientOptions ClientOptions => new()
    {
        RetryOptions = new ServiceBusRetryOptions
        {
            Mode = ServiceBusRetryMode.Exponential,
            MaxRetries = 5,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = TimeSpan.FromSeconds(20),
            TryTimeout = TimeSpan.FromSeconds(30),
        },
    };

    /// <inheritdoc/>
    public async Task PublishAsync(DealEvent dealEvent, CancellationToken cancellation)
    {
        var message = new ServiceBusMessage(BinaryData.FromString(dealEvent.Json))
        {
            MessageId = dealEvent.Id,
            ContentType = DealEvent.ContentType,
            Subject = dealEvent.Type,
            CorrelationId = dealEvent.Subject,
            SessionId = dealEvent.Subject,
        };
        try
        {
            await sender.SendMessageAsync(message, cancellation);
        }
        catch (ServiceBusException e)
        {
            if (e.IsTransient)
                Log.EventDelayed(logger, dealEvent.Id, e.Reason.ToString());
            else
                Log.EventRefused(logger, dealEvent.Id, e.Reason.ToString());
            throw;
        }
        catch (UnauthorizedAccessException) // the identity has lost its role, or the namespace its network
        {
            Log.EventRefused(logger, dealEvent.Id, "Unauthorized");
            throw;
        }
    }
}
