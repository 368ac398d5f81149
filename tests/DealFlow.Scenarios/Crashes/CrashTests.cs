using System.Net.Sockets;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios.Crashes;

/// <summary>The product is killed while partners are busy: what was acknowledged is there, and what it calls for happens once.</summary>
public sealed class CrashTests
{
    private const int Kills = 6;

    [Theory]
    [InlineData(4711)]
    public async Task Kill_WhileDealsAreRegisteredDecidedAndClosed_LosesAndRepeatsNothing(int seed)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(seed);
        BusyPartner[] partners =
        [
            new(Keys.AlpenIt, People.AlpenIt, 1, new Random(random.Next())),
            new(Keys.Nordlicht, People.Nordlicht, 2, new Random(random.Next())),
            new(Keys.Rheinwerk, People.Rheinwerk, 3, new Random(random.Next())),
        ];
        for (var kill = 0; kill < Kills; kill++)
            await WorkUntilKilledAsync(folder.Path, partners, random.Next(5, 35));

        await using var product = await HostProcess.StartAsync(folder.Path);
        foreach (var partner in partners)
            await partner.CatchUpAsync(product);
        await partners[0].ProtectOneAsync(product);
        var after = await Aftermath.ReadAsync(product);
        after.HoldsAllThatWasAcknowledged(partners);
        after.HasDoneEverythingOnce();
        after.HasOneHolderAndAQueueInOrder();

        // Time goes on: those that are protected now are followed up, once each.
        await product.AdvanceAsync(Duration.FromDays(22));
        await product.AdvanceAsync(Duration.FromDays(10)); // the mails go out on the next business day
        (await Aftermath.ReadAsync(product)).HasFollowedUpOnce(after);
    }

    /// <summary>All partners at once, until so many changes were acknowledged: then the host is killed, amid the other requests.</summary>
    private static async Task WorkUntilKilledAsync(string folder, BusyPartner[] partners, int acknowledged)
    {
        await using var product = await HostProcess.StartAsync(folder);
        var left = acknowledged;
        await Task.WhenAll(partners.Select(WorkAsync));

        async Task WorkAsync(BusyPartner partner)
        {
            try
            {
                while (true)
                    if (await partner.StepAsync(product) && Interlocked.Decrement(ref left) == 0)
                        product.Kill();
            }
            catch (Exception e) when ((e is HttpRequestException or IOException or SocketException) && Volatile.Read(ref left) <= 0)
            {
                // Killed: what was under way has no answer.
            }
        }
    }
}
