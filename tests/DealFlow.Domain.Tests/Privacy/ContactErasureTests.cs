using DealFlow.Domain.Privacy;
using DealFlow.Domain.Registrations;

namespace DealFlow.Domain.Tests.Privacy;

/// <summary>Erasing the contact. That no text is forgotten is tested over all members of a registration, with the stored documents.</summary>
public sealed class ContactErasureTests
{
    private static readonly DealCommand.EraseContact Erase = new(Given.System);

    [Fact]
    public void Erase_WhatPeopleWrote_IsGoneFromTheTimelineAndTheAuditTrailStays()
    {
        var before = Given.Approved()
            .Did(new DealCommand.ReportProgress(Given.Partner, "Eva wants a demo.", null, true))
            .Did(Commands.Won(Given.Partner))
            .Did(new DealCommand.Dispute(Given.Anna, "Eva ordered less."))
            .Did(new DealCommand.Withdraw(Given.Partner, "Eva has left."));

        var after = before.Did(Erase);

        Assert.DoesNotContain(after.Deal.Timeline, entry => entry.Text.Contains("Eva", StringComparison.Ordinal));
        Assert.Equal(
            before.Deal.Timeline.Select(entry => (entry.At, entry.By, entry.What, entry.Rule)),
            after.Deal.Timeline.SkipLast(1).Select(entry => (entry.At, entry.By, entry.What, entry.Rule)));
        Assert.Equal(
            ["No conflict was found.", "The manufacturer is asked.", "Approved and protected.", "erased"],
            after.Deal.Timeline.Take(4).Select(entry => entry.Text));
        Assert.Equal(("system:contoso", "contactErased"), (after.Deal.Timeline[^1].By, after.Deal.Timeline[^1].What));
    }

    [Fact]
    public void Erase_Again_ChangesNothing()
    {
        var once = Given.Approved().Did(Erase);

        Assert.Same(once.Deal, once.Did(Erase).Deal);
        var reminded = once.ClockAt("2026-08-18 00:00");
        Assert.Equal("followedUp", reminded.Happened[^1]);
        Assert.Same(reminded.Deal, reminded.Did(Erase).Deal);
    }

    [Fact]
    public void Erase_AfterSomebodyWroteAgain_ErasesThatToo()
    {
        var again = Given.Approved().Did(Erase).Did(new DealCommand.ReportProgress(Given.Partner, "Eva wants a demo.", null, false)).Did(Erase);

        Assert.Equal("erased", again.Deal.FollowUp.Progress!.Note);
        Assert.Equal(["contactErased", "progress", "contactErased"], again.Happened.TakeLast(3));
        Assert.Equal("erased", again.Deal.Timeline[^2].Text);
    }

    [Fact]
    public void Erase_OpenQuestion_CanStillBeAnswered()
    {
        var asked = Given.NeedsInformation().Did(Erase);
        Assert.Null(asked.Deal.Question!.Answer);
        Assert.Equal(RegistrationStatus.PendingDecision, asked.Did(new DealCommand.Answer(Given.Partner, "The large one.")).Deal.Status);
    }

    [Fact]
    public void Retention_OfADealThatGoesOn_IsNeverDue()
    {
        Assert.Null(ContactRetention.DueAt(Given.Approved().Deal, Sample.Contoso));
        Assert.Null(ContactRetention.DueAt(Given.WonReported().Deal, Sample.Contoso));
    }

    [Theory]
    [InlineData("rejected", "2028-07-27 00:00")]
    [InlineData("closedWon", "2028-07-27 00:00")]
    [InlineData("expired", "2028-11-02 00:00")]
    public void Retention_AfterTheProgramsMonths_ErasesAtTheStartOfTheDay(string state, string dueAt)
    {
        var ended = Given.In(state);
        var due = ended.At(dueAt);
        Assert.Equal(due.Now, ContactRetention.DueAt(ended.Deal, ended.Program));
        Assert.Same(ended.Deal, ContactRetention.Pass(ended.Deal, (due with { Now = due.Now - NodaTime.Duration.Epsilon }).Context));

        var erased = ContactRetention.Pass(ended.Deal, due.Context);

        Assert.Equal(("rule:contact-retention", "contactErased", "contact-retention"), (erased.Timeline[^1].By, erased.Timeline[^1].What, erased.Timeline[^1].Rule));
        Assert.Null(erased.Lead.Activity);
        Assert.Null(ContactRetention.DueAt(erased, ended.Program));
    }

    [Fact]
    public void Retention_ErasedBeforeTheEnd_IsErasedOnceMoreAfterIt()
    {
        var erased = Given.Approved().Did(Erase).At("2026-08-03 10:00").Did(new DealCommand.CloseLost(Given.Partner, "price", "Eva has left."));
        var due = ContactRetention.DueAt(erased.Deal, erased.Program);
        Assert.NotNull(due);
        Assert.Null(ContactRetention.Pass(erased.Deal, (erased with { Now = due.Value }).Context).Closing!.Comment);
    }
}
