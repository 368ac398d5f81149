using DealFlow.Domain.Registrations;

namespace DealFlow.Domain.Tests.Registrations;

public sealed class EffectTests
{
    [Fact]
    public void Handle_WholeLife_CountsEffectsAndEventsFromOne()
    {
        var deal = Given.ExtensionPending().Did(new DealCommand.Grant(Given.Anna)).ClockThrough("2026-12-01 10:00").Did(Commands.Won(Given.Partner))
            .Did(new DealCommand.Confirm(Given.Anna)).Did(Commands.Invoice("R-1", ("firewall", 1m))).Did(Commands.Invoice("R-2", ("firewall", 2m))).Deal;

        Assert.Equal(Enumerable.Range(1, deal.EffectCount), deal.Owed.Select(effect => effect.Ordinal));
        Assert.Equal(
            [(EffectKind.ApprovedEvent, 1), (EffectKind.ClosedEvent, 2), (EffectKind.InvoicedEvent, 3), (EffectKind.InvoicedEvent, 4)],
            deal.Owed.Where(effect => effect.To == Audience.Finance).Select(effect => (effect.Kind, effect.Round)));
        Assert.Equal(4, deal.EventCount);
    }

    [Fact]
    public void Handle_EffectsDoneMeanwhile_CountsOn()
    {
        var settled = Given.Approved().Settled();
        var after = settled.Did(new DealCommand.Revoke(Given.System, "Wrong customer."));

        Assert.Equal(settled.Deal.EffectCount + 1, after.Deal.Owed[0].Ordinal);
    }

    [Theory]
    [InlineData("rejected")]
    [InlineData("incomplete")]
    [InlineData("withdrawn")]
    [InlineData("closedWon")]
    [InlineData("closedLost")]
    [InlineData("expired")]
    [InlineData("revoked")]
    public void End_EveryEnding_MovesTheQueueOnceAndLast(string state)
    {
        var deal = Given.In(state).Deal;

        Assert.Equal(EffectKind.MoveQueue, deal.Owed[^1].Kind);
        Assert.Single(deal.Owed, effect => effect.Kind is EffectKind.MoveQueue);
        Assert.NotNull(deal.ClosedAt);
    }

    [Fact]
    public void PersonOf_Audience_GivesThePersonOrNothing()
    {
        Assert.Equal("anna", Audience.PersonOf(Audience.Person("anna")));
        Assert.Null(Audience.PersonOf(Audience.Partner));
    }

    [Fact]
    public void Timeline_WholeLife_UsesOnlyWordsOfTheClosedList() =>
        Assert.All(Given.In("expired").Happened.Concat(Given.ClosedWon().Happened), what => Assert.Contains(what, Happening.All));

    [Theory]
    [InlineData(ActorKind.Partner, "partner:x")]
    [InlineData(ActorKind.Approver, "approver:x")]
    [InlineData(ActorKind.Manufacturer, "system:x")]
    [InlineData(ActorKind.Rule, "rule:x")]
    [InlineData(ActorKind.Clock, "clock")]
    public void ToString_Actor_IsAsTheApiWritesIt(ActorKind kind, string text) => Assert.Equal(text, new Actor(kind, "x").ToString());
}
