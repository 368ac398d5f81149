using System.Globalization;
using System.Text.Json;
using DealFlow.Azure.Tests.Emulators;
using DealFlow.Local.Events;

namespace DealFlow.Azure.Tests.Events;

/// <summary>Finance, on the other side of the broker: the client of Service Bus for Node.</summary>
internal static class Finance
{
    public const string Topic = "deal-events";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The local host's publisher.</summary>
    public static AmqpDealEvents PublisherTo(NodeProcess broker) =>
        new(new AmqpSettings(new Uri($"amqp://127.0.0.1:{broker.Ports[0]}"), Topic, "dealflow", "any"), new NoWaiting());

    /// <summary>Makes the broker refuse what is sent next, so many times.</summary>
    public static async Task RefuseAsync(NodeProcess broker, int times)
    {
        await broker.Input.WriteLineAsync($"fail {Text(times)}");
        await broker.Input.FlushAsync(Stop);
        while (await broker.Output.ReadLineAsync(Stop) is { } line && !line.StartsWith("failing", StringComparison.Ordinal))
            Assert.NotNull(line);
    }

    /// <summary>Takes messages. Gives back what it got, delivery by delivery.</summary>
    /// <param name="count">After how many deliveries it ends.</param>
    /// <param name="plan">What it does with some of them, as in <c>ID=renew+abandon+complete,ID=deadLetter</c>; all others it completes.</param>
    /// <param name="dead">How many it then takes from the dead letter queue.</param>
    public static async Task<IReadOnlyList<JsonElement>> ReceiveAsync(NodeProcess broker, int count, string plan = "", int dead = 0)
    {
        await using var finance = await NodeProcess.StartAsync("finance.js", Text(broker.Ports[0]), Text(count), plan, Text(dead));
        var lines = new List<JsonElement>();
        while (await finance.Output.ReadLineAsync(Stop) is { } line && line != "done")
        {
            Assert.False(line.StartsWith("failed", StringComparison.Ordinal), line);
            lines.Add(JsonSerializer.Deserialize<JsonElement>(line));
        }

        return lines;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
