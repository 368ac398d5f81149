using DealFlow.Domain.Approval;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>What every store gives to the pages of a manufacturer.</summary>
public abstract class PipelineStoreSuite
{
    private static readonly Instant Now = Samples.Now;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected PortClock Clock { get; } = new();

    /// <summary>Both stores of this test on the same data: empty at the first call, later opened again on what they hold.</summary>
    protected abstract Task<(IRegistrationStore Deals, IPipelineStore Pipeline)> OpenAsync();

    [Fact]
    public async Task WaitingAsync_SomeAreAsked_GivesThoseOfTheManufacturerTheMostUrgentFirst()
    {
        var (deals, _) = await OpenAsync();
        await PutAsync(deals, Samples.Deal(1), deal => Asked(deal, 3));
        await PutAsync(deals, Samples.Deal(2), deal => Asked(deal, 1));
        await PutAsync(deals, Samples.Deal(3), deal => Asked(deal, 2) with { Ask = Asked(deal, 2).Ask! with { IsOpen = false } });
        await PutAsync(deals, Samples.Deal(4), deal => Asked(deal, 2) with { Status = RegistrationStatus.Withdrawn, ClosedAt = Now });
        await PutAsync(deals, Samples.Deal(5) with { Manufacturer = "fabrikam" }, deal => Asked(deal, 1));
        await PutAsync(deals, Samples.Deal(6), deal => deal);

        var (_, pipeline) = await OpenAsync();

        Assert.Equal([Samples.Id(2), Samples.Id(1)], (await pipeline.WaitingAsync("contoso", 10, Stop)).Select(deal => deal.Id));
        Assert.Equal([Samples.Id(2)], (await pipeline.WaitingAsync("contoso", 1, Stop)).Select(deal => deal.Id));
        Assert.Empty(await pipeline.WaitingAsync("nobody", 10, Stop));
    }

    [Fact]
    public async Task RecordAsync_OfOnePartner_CountsByStatusAndPartsOnce()
    {
        var (deals, _) = await OpenAsync();
        await PutAsync(deals, Samples.Deal(1), deal => deal with { Status = RegistrationStatus.ClosedWon, ClosedAt = Now });
        await PutAsync(deals, Samples.Deal(2), deal => deal with { Status = RegistrationStatus.Approved });
        await PutAsync(deals, Samples.Deal(3), deal => deal with { Status = RegistrationStatus.ClosedWon, ClosedAt = Now });
        await PutAsync(deals, Samples.Deal(4, "other"), deal => deal);
        await PutAsync(deals, Samples.Deal(5) with { Manufacturer = "fabrikam" }, deal => deal);
        var parent = (await deals.FindAsync(Samples.Id(2), Stop))!;
        var part = parent.Registration with { Id = Samples.Id(6), SplitFrom = Samples.Id(2), Status = RegistrationStatus.Queued };
        Assert.NotNull(await deals.SaveAsync(new RegistrationChange(parent.Registration, parent.Stamp, false) { SplitOff = [new SplitOff(part, [])] }, Stop));

        var (_, pipeline) = await OpenAsync();
        var record = await pipeline.RecordAsync("contoso", "alpen-it", Stop);

        Assert.Equal((3, 2, 1, 1), (record.Registered, record.Won, record.Protected, record.Undecided));
        Assert.Equal(0, (await pipeline.RecordAsync("contoso", "nobody", Stop)).Registered);
    }

    [Fact]
    public async Task EntriesAsync_Since_GivesWhatWasAliveThen()
    {
        var (deals, _) = await OpenAsync();
        await PutAsync(deals, Samples.Deal(1), deal => deal);
        await PutAsync(deals, Samples.Deal(2), deal => deal with { Status = RegistrationStatus.Withdrawn, ClosedAt = Now + Duration.FromDays(1) });
        await PutAsync(deals, Samples.Deal(3), deal => deal with { Status = RegistrationStatus.Withdrawn, ClosedAt = Now + Duration.FromDays(9) });
        await PutAsync(deals, Samples.Deal(4) with { Manufacturer = "fabrikam" }, deal => deal);

        var (_, pipeline) = await OpenAsync();
        var entries = await pipeline.EntriesAsync("contoso", Now + Duration.FromDays(5), Stop);

        Assert.Equal([Samples.Id(1), Samples.Id(3)], entries.Select(entry => entry.Id).OrderBy(id => id.Value, StringComparer.Ordinal));
    }

    [Fact]
    public async Task EntriesAsync_AnyRegistration_SaysWhatItSays()
    {
        var full = Samples.FullDeal();
        var (deals, _) = await OpenAsync();
        await PutAsync(deals, Samples.Deal(4711), _ => full);
        await PutAsync(deals, Samples.Deal(1), deal => deal);

        var (_, pipeline) = await OpenAsync();
        var entries = await pipeline.EntriesAsync("contoso", Now, Stop);

        var told = entries.Single(entry => entry.Id == full.Id);
        Assert.Equal(PipelineEntry.Of(full), told);
        Assert.Equal(
            (full.Question!.AnsweredAt, "anna", full.Protection!.Until, full.ClosedAt, full.Closing!.NetAmount, "other"),
            (told.Question!.AnsweredAt, told.Decision!.By, told.ProtectedUntil, told.ClosedAt, told.Net, told.LossReason));
        var fresh = entries.Single(entry => entry.Id == Samples.Id(1));
        Assert.Equal((null, null, null, null, null, null), (fresh.Question, fresh.Decision, fresh.ProtectedUntil, fresh.ClosedAt, fresh.Net, fresh.LossReason));
    }

    private static Registration Asked(Registration deal, int days) => deal with
    {
        Status = RegistrationStatus.PendingDecision,
        Ask = new Ask(AskPurpose.Decide, 1, Now, Duration.Zero, Now + Duration.FromDays(days), Duration.FromDays(1), ["anna"]),
    };

    private static async Task PutAsync(IRegistrationStore store, Registration deal, Func<Registration, Registration> change)
    {
        var added = await store.AddAsync(new NewRegistration(deal, Samples.Claim(deal.Id.Value), 1000, null), Stop);
        var stored = Assert.IsType<AddResult.Added>(added).Stored;
        Assert.NotNull(await store.SaveAsync(new RegistrationChange(change(stored.Registration), stored.Stamp, false), Stop));
    }
}
