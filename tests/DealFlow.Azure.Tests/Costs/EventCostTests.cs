using System.Globalization;
using System.Text.Json;
using DealFlow.Azure.Tests.Emulators;
using DealFlow.Azure.Tests.Events;
using DealFlow.Workflow.Events;

namespace DealFlow.Azure.Tests.Costs;

/// <summary>
/// What an event asks of Service Bus, by what becomes of it at finance: counted at the broker as Azure bills it (each message in or out, outcome, renewal, and
/// receive that found nothing, for every 64 KB that begin). The table of the README is this.
/// </summary>
public sealed class EventCostTests(ITestOutputHelper output)
{
    private const string Id = "DR-7K3F-9QXM/1/approved";
    private static readonly string Readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("taken", 1, 1, "", 0)]
    [InlineData("taken, its lock renewed twice meanwhile", 1, 1, "renew+renew+complete", 0)]
    [InlineData("sent again because the answer was lost, taken", 2, 1, "", 0)]
    [InlineData("given back once, then taken", 1, 2, "abandon+complete", 0)]
    [InlineData("dead-lettered, then taken from there", 1, 1, "deadLetter", 1)]
    [InlineData("given back ten times and so dead-lettered, then taken from there", 1, 10, "abandon+abandon+abandon+abandon+abandon+abandon+abandon+abandon+abandon+abandon", 1)]
    [InlineData("none there: asked in vain", 0, 0, "", 0)]
    public async Task Event_AtFinance_AsksWhatTheReadmeSays(string what, int sent, int deliveries, string acts, int dead)
    {
        await using var broker = await NodeProcess.StartAsync("broker.js");
        await using var events = Finance.PublisherTo(broker);
        for (var time = 0; time < sent; time++)
            await events.PublishAsync(Event("approved"), Stop);

        await Finance.ReceiveAsync(broker, deliveries, acts.Length == 0 ? "" : $"{Id}={acts}", dead);

        Hold(what, await CountAsync(broker));
    }

    private void Hold(string what, Billed asked)
    {
        output.WriteLine(asked.Row(what));
        Assert.Equal(0, asked.Other);
        Assert.Contains(asked.Row(what), Readme, StringComparison.Ordinal);
    }

    private static DealEvent Event(string kind) => new(Id, $"dealflow.deal.{kind}.v1", "DR-7K3F-9QXM", new string('x', 2000));

    private static async Task<Billed> CountAsync(NodeProcess broker)
    {
        await broker.Input.WriteLineAsync("count");
        await broker.Input.FlushAsync(Stop);
        while (await broker.Output.ReadLineAsync(Stop) is { } line)
            if (line.StartsWith("counted ", StringComparison.Ordinal))
                return JsonSerializer.Deserialize<Billed>(line["counted ".Length..], JsonSerializerOptions.Web)!;
        throw new InvalidOperationException("The broker has ended.");
    }

    /// <summary>Operations as Service Bus bills them.</summary>
    private sealed record Billed(int Send, int Receive, int Empty, int Complete, int Abandon, int DeadLetter, int Renew, int Other)
    {
        public int All => Send + Receive + Empty + Complete + Abandon + DeadLetter + Renew + Other;

        public string Row(string what) => string.Create(
            CultureInfo.InvariantCulture, $"| {what} | {Send} | {Receive + Empty} | {Complete + Abandon + DeadLetter} | {Renew} | {All} |");
    }
}
