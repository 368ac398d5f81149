using DealFlow.Domain.Closing;
using DealFlow.Domain.Registrations;

namespace DealFlow.Domain.Tests.Closing;

public sealed class LossTests
{
    [Theory]
    [InlineData("price")]
    [InlineData("competitor")]
    [InlineData("budget")]
    [InlineData("noDecision")]
    [InlineData("other")]
    public void CloseLost_KnownReason_IsKept(string reason)
    {
        var lost = Given.Approved().Did(new DealCommand.CloseLost(Given.Partner, reason, "They said."));

        Assert.Equal((ClosingOutcome.Lost, reason, "They said."), (lost.Deal.Closing!.Outcome, lost.Deal.Closing.LossReason, lost.Deal.Closing.Comment));
        Assert.Equal(lost.Now, lost.Deal.ClosedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Price")]
    [InlineData("weather")]
    public void CloseLost_UnknownReason_IsRefused(string reason) =>
        Given.Approved().RefusedValue(new DealCommand.CloseLost(Given.Partner, reason, null), "reason");

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Revoke_NoReason_IsRefused(string? reason) => Given.Approved().RefusedValue(new DealCommand.Revoke(Given.System, reason), "reason");

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Reject_NoReason_IsRefused(string? reason) => Given.PendingDecision().RefusedValue(new DealCommand.Reject(Given.Anna, reason), "reason");

    [Fact]
    public void Reject_Reason_IsToldAndDecided()
    {
        var rejected = Given.In("rejected");

        Assert.Equal(("anna", "No budget."), (rejected.Deal.Decision!.By, rejected.Deal.Decision.Reason));
        Assert.Equal("No budget.", rejected.Deal.Timeline[^1].Text);
        Assert.Null(rejected.Deal.Protection);
    }
}
