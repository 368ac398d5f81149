using DealFlow.Domain.Registrations;

namespace DealFlow.Domain.Tests.Closing;

public sealed class WithdrawTests
{
    private static readonly DealCommand Withdraw = new DealCommand.Withdraw(Given.Partner, "The customer buys elsewhere.");

    [Fact]
    public void Withdraw_SeveralAreAsked_TellsThemAll() => Assert.Equal(
        ["Withdrawn:partner", "Withdrawn:person:anna", "Withdrawn:person:bruno", "MoveQueue:queue"],
        Given.PendingDecision().ClockThrough("2026-07-29 10:00").Settled().Did(Withdraw).Owed);

    [Fact]
    public void Withdraw_ExtensionIsAskedFor_TellsThoseWhoAreAskedAndTheCarer() => Assert.Equal(
        ["Withdrawn:partner", "Withdrawn:person:bruno", "Withdrawn:person:anna", "MoveQueue:queue"],
        Given.PendingDecision().Did(new DealCommand.Approve(Given.Bruno, null)).Did(new DealCommand.RequestExtension(Given.Partner, null)).Settled()
            .Did(Withdraw).Owed);

    [Fact]
    public void Withdraw_Reason_IsOnTheTimeline()
    {
        var withdrawn = Given.Approved().Did(Withdraw);

        Assert.Equal("The customer buys elsewhere.", withdrawn.Deal.Timeline[^1].Text);
        Assert.Equal(withdrawn.Now, withdrawn.Deal.ClosedAt);
        Assert.False(withdrawn.Deal.Ask!.IsOpen);
    }
}
