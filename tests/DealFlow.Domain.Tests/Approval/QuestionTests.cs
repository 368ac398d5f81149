using DealFlow.Domain.Approval;
using DealFlow.Domain.Registrations;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Approval;

public sealed class QuestionTests
{
    private static readonly DealCommand Question = new DealCommand.RequestInformation(Given.Anna, "Which model?");
    private static readonly DealCommand Answer = new DealCommand.Answer(Given.Partner, "The large one.");

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void RequestInformation_NoQuestion_IsRefused(string? question) =>
        Given.PendingDecision().RefusedValue(new DealCommand.RequestInformation(Given.Anna, question), "question");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Answer_Empty_IsRefused(string text) => Given.NeedsInformation().RefusedValue(new DealCommand.Answer(Given.Partner, text), "text");

    [Fact]
    public void RequestInformation_Asked_GivesFiveBusinessDaysAndVoidsTheLinks()
    {
        var given = Given.NeedsInformation();

        Assert.Equal((1, "Which model?", "anna"), (given.Deal.Question!.Round, given.Deal.Question.Text, given.Deal.Question.ByPerson));
        Assert.Equal(InBerlin("2026-08-03 09:00"), given.Deal.Question.AnswerDueAt);
        Assert.False(given.Deal.Ask!.IsOpen);
        Assert.Equal(InBerlin("2026-08-03 09:00"), Deadlines.Next(given.Deal, given.Program));
    }

    [Fact]
    public void Answer_AskedOnFridayEveningBeforeAHoliday_LeavesTheRestOfTheClock()
    {
        // Received on Thursday 2026-12-24 at 09:00; Christmas is on the Friday. Asked on the holiday, answered on Tuesday noon.
        var thursday = Given.Received().At("2026-12-24 09:00");
        var asked = (thursday with { Deal = thursday.Deal with { TurnAt = thursday.Now } }).CheckedClear()
            .ClockThrough("2026-12-25 18:00").Did(Question);
        var answered = asked.At("2026-12-29 12:00").Did(Answer);

        Assert.Equal(InBerlin("2027-01-05 00:00"), asked.Deal.Question!.AnswerDueAt); // 28, 29, 30, 31 December and 4 January
        Assert.Equal((AskPurpose.Decide, 2), (answered.Deal.Ask!.Purpose, answered.Deal.Ask.Round));
        Assert.Equal(InBerlin("2026-12-30 21:00"), answered.Deal.Ask.DueAt); // 15 of 48 hours had run
        Assert.Equal("The large one.", answered.Deal.Question!.Answer);
    }

    [Fact]
    public void Answer_InTheEveningBeforeAWeekend_FreezesOnlyWhatWasOpen()
    {
        var answered = Given.PendingDecision().ClockThrough("2026-07-28 19:00").Did(Question).At("2026-07-31 20:00").Did(Answer); // 34 of 48 hours had run

        Assert.Equal(InBerlin("2026-08-03 10:00"), answered.Deal.Ask!.DueAt);
    }

    [Fact]
    public void Answer_AskedByAnother_AsksThisOneToo()
    {
        var answered = Given.PendingDecision().ClockThrough("2026-07-29 10:00").Did(new DealCommand.RequestInformation(Given.Bruno, "Which?"))
            .Settled().At("2026-07-30 10:00").Did(Answer);

        Assert.Equal(["AskDecision:person:bruno", "AskDecision:person:anna"], answered.Owed);
    }

    [Fact]
    public void Answer_AfterTheReminder_RemindsNobodyAtOnce()
    {
        var answered = Given.PendingDecision().ClockThrough("2026-07-28 15:00").Did(Question).At("2026-07-30 15:00").Did(Answer).Settled();

        Assert.Empty(answered.Passed().Owed);
        Assert.Equal(InBerlin("2026-07-31 09:00"), Deadlines.Next(answered.Deal, answered.Program)); // 30 of 48 hours had run
        Assert.Equal(["AskDecision:person:bruno"], answered.ClockThrough("2026-07-31 09:00").Owed);
    }

    [Fact]
    public void Answer_BeforeTheReminder_RemindsAfterTheRest()
    {
        var answered = Given.PendingDecision().ClockThrough("2026-07-27 15:00").Did(Question).At("2026-07-30 15:00").Did(Answer).Settled();

        Assert.Equal(["RemindDecision:person:anna"], answered.ClockThrough("2026-07-31 09:00").Owed);
    }

    [Fact]
    public void Pass_NotAnswered_EndsAsIncomplete()
    {
        var given = Given.NeedsInformation().Settled().ClockThrough("2026-08-03 09:00");

        Assert.Equal(RegistrationStatus.Incomplete, given.Deal.Status);
        Assert.Equal(["Incomplete:partner", "MoveQueue:queue"], given.Owed);
        Assert.Equal((Happening.Incomplete, "clock"), (given.Deal.Timeline[^1].What, given.Deal.Timeline[^1].By));
    }

    [Fact]
    public void Pass_AMinuteBeforeTheAnswerIsDue_StillWaits() =>
        Assert.Equal(RegistrationStatus.NeedsInformation, Given.NeedsInformation().ClockThrough("2026-08-03 08:59").Deal.Status);

    [Fact]
    public void RequestInformation_FourthRound_IsRefused()
    {
        var given = Given.PendingDecision();
        for (var round = 1; round <= 3; round++)
            given = given.Did(Question).Did(Answer);

        given.RefusedState(Question);
    }

    [Fact]
    public void RequestInformation_FrozenTimeNearlyUsed_GivesOnlyTheRest()
    {
        var given = FrozenTwice("2026-08-10 09:00");

        Assert.Equal(InBerlin("2026-08-11 09:00"), given.Did(Question).Deal.Question!.AnswerDueAt); // nine of ten business days are used
    }

    [Fact]
    public void RequestInformation_FrozenTimeUsed_IsRefused()
    {
        var given = FrozenTwice("2026-08-10 08:00").Did(Question).At("2026-08-11 09:00").Did(Answer); // one hour less, then 25

        given.RefusedState(Question);
    }

    // The first question is open from Monday 2026-07-27 09:00 for four business days, the second from Monday 08-03 on until the named time.
    private static Given FrozenTwice(string secondAnswer) => Given.PendingDecision().Did(Question).At("2026-07-31 09:00").Did(Answer)
        .At("2026-08-03 09:00").Did(Question).At(secondAnswer).Did(Answer);
}
