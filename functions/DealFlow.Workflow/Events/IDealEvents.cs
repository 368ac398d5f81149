namespace DealFlow.Workflow.Events;

/// <summary>Where finance listens.</summary>
public interface IDealEvents
{
    /// <summary>Publishes, durable on return, at least once and in order per deal. The same id again counts once.</summary>
    Task PublishAsync(DealEvent dealEvent, CancellationToken cancellation);
}

/// <summary>A CloudEvent 1.0 in structured form.</summary>
/// <param name="Id">Also the message id: duplicate detection and a consumer's inbox both work.</param>
/// <param name="Subject">The registration.</param>
/// <param name="Json">The whole event.</param>
public sealed record DealEvent(string Id, string Type, string Subject, string Json)
{
    /// <summary>The media type of <see cref="Json"/>.</summary>
    public const string ContentType = "application/cloudevents+json";
}
