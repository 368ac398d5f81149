using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Domain.Tests.Registrations;

public sealed class OutageTests
{
    private static readonly Instant Since = Sample.InBerlin("2026-08-17 09:00");

    [Theory]
    [InlineData("received")]
    [InlineData("approved")]
    [InlineData("wonReported")]
    [InlineData("withdrawn")]
    [InlineData("closedWon")]
    public void GoesOnAfterOutage_InAnyStatus_SaysFromWhenAndChangesNothingElse(string state)
    {
        var before = Given.In(state);

        var after = before.Deal.GoesOnAfterOutage(Since, before.Now);

        var line = after.Timeline[^1];
        Assert.Equal((before.Now, "clock", Happening.StoreUnreachable, null), (line.At, line.By, line.What, line.Rule));
        Assert.Contains("from 2026-08-17T07:00:00Z on", line.Text, StringComparison.Ordinal);
        Assert.Equal(new Outage(Since, before.Now), after.OutageOf(line));
        Assert.Equal(before.Deal, after with { Outages = before.Deal.Outages, Timeline = before.Deal.Timeline });
    }

    [Fact]
    public void GoesOnAfterOutage_ToldAgain_ChangesNothing()
    {
        var once = Given.Approved().Deal.GoesOnAfterOutage(Since, Since + Duration.FromHours(2));

        Assert.Same(once, once.GoesOnAfterOutage(Since, Since + Duration.FromHours(3)));
    }

    [Fact]
    public void GoesOnAfterOutage_AnotherOutage_HasALineOfItsOwn()
    {
        var first = Given.Approved().Deal.GoesOnAfterOutage(Since, Since + Duration.FromHours(2));

        var second = first.GoesOnAfterOutage(Since + Duration.FromHours(2), Since + Duration.FromHours(4));

        Assert.Equal([Since, Since + Duration.FromHours(2)], second.Timeline.TakeLast(2).Select(line => second.OutageOf(line)!.Since));
        Assert.Null(second.OutageOf(second.Timeline[0]));
    }
}
