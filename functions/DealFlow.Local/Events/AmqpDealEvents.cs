using System.Text;
using Amqp;
using Amqp.Framing;
using DealFlow.Workflow.Events;

namespace DealFlow.Local.Events;

/// <summary>
/// Publishes to any broker that speaks AMQP 1.0: the whole CloudEvent as the body, the event's id as the message's. One message after the other, so that
/// a deal's events keep their order; sent again with the same id where the broker's word was lost.
/// </summary>
internal sealed class AmqpDealEvents(AmqpSettings settings, TimeProvider? time = null) : IDealEvents, IAsyncDisposable
{
    private const int Attempts = 3;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private SenderLink? _sender;

    public async Task PublishAsync(DealEvent dealEvent, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            for (var (attempt, pause) = (1, First); ; attempt++, pause *= 3)
            {
                try
                {
                    using var message = MessageOf(dealEvent);
                    await (await SenderAsync()).SendAsync(message, AnswersWithin);
                    return;
                }
                catch (Exception e) when (attempt < Attempts && e is AmqpException or IOException or System.Net.Sockets.SocketException or TimeoutException
                    && !IsRefusal(e))
                {
                    await CloseAsync();
                    await Task.Delay(pause, _time, cancellation);
                }
                catch (Exception e) when (e is AmqpException or IOException or System.Net.Sockets.SocketException or TimeoutException)
                {
                    await CloseAsync();
                    throw new EventNotTakenException((e as AmqpException)?.Error?.Condition?.ToString() ?? e.GetType().Name);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _turn.Dispose();
    }

    /// <summary>What would be refused again.</summary>
    private static bool IsRefusal(Exception e) => (e as AmqpException)?.Error?.Condition?.ToString()
        is ErrorCode.UnauthorizedAccess or ErrorCode.NotFound or ErrorCode.MessageSizeExceeded or ErrorCode.NotAllowed;

    private static Message MessageOf(DealEvent dealEvent) => new()
    {
        BodySection = new Data { Binary = Encoding.UTF8.GetBytes(dealEvent.Json) },
        Header = new Header { Durable = true },
        Properties = new Properties
        {
            MessageId = dealEvent.Id,
            ContentType = DealEvent.ContentType,
            Subject = dealEvent.Type,
            GroupId = dealEvent.Subject,
            CorrelationId = dealEvent.Subject,
        },
    };

    private async Task<SenderLink> SenderAsync()
    {
        if (_sender is { IsClosed: false })
            return _sender;
        var connection = await Connection.Factory.CreateAsync(settings.ToAddress());
        return _sender = new SenderLink(new Session(connection), "dealflow", settings.Target);
    }

    private async Task CloseAsync()
    {
        if (_sender is not { } sender)
            return;
        _sender = null;
        try
        {
            await sender.Session.Connection.CloseAsync(TimeSpan.FromSeconds(5), null);
        }
        catch (Exception e) when (e is AmqpException or IOException or System.Net.Sockets.SocketException or TimeoutException or ObjectDisposedException)
        {
            // It was gone already.
        }
    }
}

/// <summary>A broker.</summary>
/// <param name="Address"><c>amqps://host</c> or <c>amqp://host:port</c>.</param>
/// <param name="Target">The queue or topic.</param>
internal sealed record AmqpSettings(Uri Address, string Target, string? User, string? Password)
{
    public Address ToAddress() => new(
        Address.Host, Address.IsDefaultPort || Address.Port < 0 ? Address.Scheme == "amqps" ? 5671 : 5672 : Address.Port, User, Password, "/", Address.Scheme.ToUpperInvariant());

    public override string ToString() => $"{Address.Host}/{Target}"; // not the password
}

/// <summary>The broker did not take an event. Says no more than the condition.</summary>
public sealed class EventNotTakenException(string condition) : Exception($"The broker did not take the event ({condition}).");
