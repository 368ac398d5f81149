using DealFlow.Domain.Approval;
using DealFlow.Domain.Registrations;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Approval;

public sealed class AskClockTests
{
    [Fact]
    public void Start_Contoso_PromisesTwoBusinessDays()
    {
        var ask = Given.PendingDecision().Deal.Ask!;

        Assert.Equal((AskPurpose.Decide, 1, true), (ask.Purpose, ask.Round, ask.IsOpen));
        Assert.Equal(InBerlin("2026-07-29 09:00"), ask.DueAt);
        Assert.Equal(["anna"], ask.Persons);
    }

    [Theory]
    [InlineData("2026-07-28 08:59", "AskDecision:person:anna")]
    [InlineData("2026-07-28 09:00", "RemindDecision:person:anna")]
    [InlineData("2026-07-29 09:00", "AskDecision:person:bruno")]
    [InlineData("2026-07-30 09:00", "AskDecision:person:clara")]
    [InlineData("2026-07-31 09:00", "RemindDecision:person:clara")]
    public void Pass_ContosoNobodyAnswers_TakesStepsInBusinessDays(string at, string last) =>
        Assert.Equal(last, Given.PendingDecision().ClockThrough(at).Owed[^1]);

    [Fact]
    public void Pass_ContosoEverybodyIsAsked_RemindsAllEachBusinessDay()
    {
        var given = Given.PendingDecision().ClockThrough("2026-07-30 09:00").Settled().ClockThrough("2026-08-04 09:00");

        Assert.Equal(3 * 3, given.Owed.Count); // Friday, Monday, Tuesday
        Assert.All(given.Deal.Owed, effect => Assert.Equal((EffectKind.RemindDecision, 1), (effect.Kind, effect.Round)));
        Assert.Equal(InBerlin("2026-08-05 09:00"), Deadlines.Next(given.Deal, given.Program));
    }

    [Fact]
    public void Pass_ContosoSilence_NeverDecides() =>
        Assert.Equal(RegistrationStatus.PendingDecision, Given.PendingDecision().ClockThrough("2026-12-01 09:00").Deal.Status);

    [Fact]
    public void Pass_ArrivedOnSaturday_CountsFromMonday()
    {
        var received = Given.Received();
        var saturday = received.At("2026-07-25 15:00");
        var given = (saturday with { Deal = saturday.Deal with { ReceivedAt = saturday.Now, TurnAt = saturday.Now } }).CheckedClear();

        Assert.Equal(InBerlin("2026-07-29 00:00"), given.Deal.Ask!.DueAt);
        Assert.Equal(InBerlin("2026-07-28 00:00"), Deadlines.Next(given.Deal, given.Program));
    }

    [Fact]
    public void Pass_FabrikamNobodyAnswers_AsksEliAndNotDanaTwice()
    {
        var given = Given.ReceivedByFabrikam().Checked(Given.MayBeAnother).Settled().ClockThrough("2026-07-30 09:00");

        Assert.Equal(
            [
                "AskDecision:person:eli", "RemindDecision:person:dana", "RemindDecision:person:eli", "RemindDecision:person:dana", "RemindDecision:person:eli",
            ],
            given.Owed);
        Assert.Equal(RegistrationStatus.PendingDecision, given.Deal.Status);
    }

    [Fact]
    public void Pass_OutageOverAllSteps_AsksEverybodyAndRemindsOnce()
    {
        var given = Given.PendingDecision().Settled().ClockAt("2026-08-17 12:00");

        Assert.Equal(1, given.Owed.Count(owed => owed == "RemindDecision:person:anna"));
        Assert.Equal(
            ["AskDecision:person:bruno", "AskDecision:person:clara"], given.Owed.Where(owed => owed.StartsWith("AskDecision", StringComparison.Ordinal)));
        Assert.Equal(InBerlin("2026-08-18 09:00"), Deadlines.Next(given.Deal, given.Program));
    }

    [Fact]
    public void Pass_OutageShorterThanThePromise_RemindsTheOneThatIsAsked() =>
        Assert.Equal(["RemindDecision:person:anna"], Given.PendingDecision().Settled().ClockAt("2026-07-28 20:00").Owed);
}
