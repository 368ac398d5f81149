using DealFlow.Domain.Closing;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using NodaTime;
using static DealFlow.Domain.Tests.Commands;

namespace DealFlow.Domain.Tests.Closing;

public sealed class PartnerEndingTests
{
    [Theory]
    [InlineData("received", PartnerEnded.Stay, "withdrawn")]
    [InlineData("pendingDecision", PartnerEnded.Stay, "withdrawn")]
    [InlineData("needsInformation", PartnerEnded.End, "withdrawn")]
    [InlineData("queued", PartnerEnded.Stay, "withdrawn")]
    [InlineData("approved", PartnerEnded.Stay, "approved")]
    [InlineData("approved", PartnerEnded.End, "revoked")]
    [InlineData("extending", PartnerEnded.Stay, "approved")]
    [InlineData("extending", PartnerEnded.End, "revoked")]
    [InlineData("grace", PartnerEnded.Stay, "approved")]
    [InlineData("grace", PartnerEnded.End, "revoked")]
    [InlineData("wonReported", PartnerEnded.Stay, "wonReported")]
    [InlineData("wonReported", PartnerEnded.End, "wonReported")]
    public void TakeNote_Open_BecomesWhatTheRuleSaysAndTheTimelineSaysWhy(string state, PartnerEnded rule, string becomes)
    {
        var before = Ruled(Given.In(state), rule);
        var ended = before.PartnerEnded();

        Assert.Equal(becomes, Words.Of(ended.Deal.Status));
        Assert.Equal(before.Deal.Revision + 1, ended.Deal.Revision);
        Assert.Equal(("rule:partner-ended", "partner-ended"), (ended.Deal.Timeline[^1].By, ended.Deal.Timeline[^1].Rule));
        Assert.Equal(ended.Now, ended.Deal.PartnerEndedAt);
    }

    [Theory]
    [InlineData("rejected")]
    [InlineData("incomplete")]
    [InlineData("withdrawn")]
    [InlineData("closedWon")]
    [InlineData("closedLost")]
    [InlineData("expired")]
    [InlineData("revoked")]
    public void TakeNote_Ended_IsUnchanged(string state)
    {
        var given = Ruled(Given.In(state), PartnerEnded.End);

        Assert.Same(given.Deal, given.PartnerEnded().Deal);
    }

    [Theory]
    [InlineData("pendingDecision", true)]
    [InlineData("queued", true)]
    [InlineData("approved", false)]
    [InlineData("wonReported", false)]
    public void TakeNote_WhatEnds_FreesTheHoldAndSendsNoMailOfItsOwn(string state, bool frees)
    {
        var ended = Ruled(Given.In(state), PartnerEnded.Stay).Settled().PartnerEnded();

        Assert.Equal(frees ? ["MoveQueue:queue"] : [], ended.Owed);
        Assert.Equal(state == "wonReported", ended.Deal.Ask is { IsOpen: true });
    }

    [Fact]
    public void TakeNote_Twice_IsDoneOnce()
    {
        var once = Given.Approved().PartnerEnded();

        Assert.Same(once.Deal, PartnerEnding.TakeNote(once.Deal, once.Context));
    }

    [Fact]
    public void TakeNote_MembershipLasts_IsUnchanged()
    {
        var given = Given.Approved() with { InBooks = new PartnerRecord("Alpen IT", null, null) };

        Assert.Same(given.Deal, PartnerEnding.TakeNote(given.Deal, given.Context));
    }

    [Fact]
    public void Pass_MembershipHasEnded_TakesNote()
    {
        var given = Given.Received() with { InBooks = new PartnerRecord("Alpen IT", null, Given.Received().Now) };

        Assert.Equal(RegistrationStatus.Withdrawn, given.Passed().Deal.Status);
    }

    [Fact]
    public void Confirm_AfterTheEnd_PaysAsBefore()
    {
        var won = Ruled(Given.WonReported(), PartnerEnded.End).PartnerEnded().Did(new DealCommand.Confirm(Given.Anna));
        var invoiced = won.Did(Invoice("R-1", ("firewall", 38_400m)));

        Assert.Equal(RegistrationStatus.ClosedWon, invoiced.Deal.Status);
        Assert.Equal(Sample.Eur(3_072m), invoiced.Deal.Closing!.Invoices[0].Adds.Commission!.Amount);
    }

    [Fact]
    public void Dispute_AfterTheEnd_LetsThePartnerReportTheWinOnceMore()
    {
        var disputed = Ruled(Given.WonReported(), PartnerEnded.End).PartnerEnded().Did(new DealCommand.Dispute(Given.Anna, "Which order?")).Passed();

        Assert.Equal(RegistrationStatus.Approved, disputed.Deal.Status);
        Assert.Equal(RegistrationStatus.WonReported, disputed.Did(Won(Given.Partner)).Deal.Status);
    }

    [Fact]
    public void CloseWon_OfADealThatStays_IsTakenFromThePartner() =>
        Assert.Equal(RegistrationStatus.WonReported, Given.Approved().PartnerEnded().Did(Won(Given.Partner)).Deal.Status);

    private static Given Ruled(Given given, PartnerEnded rule) => given with
    {
        Program = given.Program.With(terms => terms with { Limits = terms.Limits with { PartnerEnded = rule } }),
    };
}
