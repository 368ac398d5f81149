using CsCheck;
using DealFlow.Domain.Protection;
using NodaTime;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Protection;

public sealed class FollowUpScheduleTests
{
    private static readonly Gen<FollowUpSchedule> AnySchedule = Gen.Select(Gen.Int[0, 400 * 24 * 60], Gen.Int[1, 8], Gen.Bool).Select(
        (minutes, weeks, german) => new FollowUpSchedule(Utc("2026-01-01T00:00:00Z") + Duration.FromMinutes(minutes), weeks, german ? Berlin : NewYork));

    [Theory]
    [InlineData(1, "2026-10-26 11:00")]
    [InlineData(2, "2026-11-16 11:00")]
    public void DueAt_AcrossTheChangeOfClocks_IsTheSameLocalTime(int number, string due) =>
        Assert.Equal(InBerlin(due), new FollowUpSchedule(InBerlin("2026-10-05 11:00"), 3, Berlin).DueAt(number));

    [Fact]
    public void DueAt_LocalTimeThatIsSkipped_IsTheFirstAfterTheGap() =>
        Assert.Equal(Utc("2027-03-28T01:30:00Z"), new FollowUpSchedule(InBerlin("2027-03-07 02:30"), 3, Berlin).DueAt(1));

    [Theory]
    [InlineData("2026-10-05 11:00", 0)]
    [InlineData("2026-10-26 10:59", 0)]
    [InlineData("2026-10-26 11:00", 1)]
    [InlineData("2026-12-31 11:00", 4)]
    [InlineData("2026-09-01 11:00", 0)]
    public void LastDue_LocalTime_IsTheLastThatIsDue(string now, int number) =>
        Assert.Equal(number, new FollowUpSchedule(InBerlin("2026-10-05 11:00"), 3, Berlin).LastDue(InBerlin(now)));

    [Fact]
    public void LastDue_Always_LiesBetweenTwoFollowUps() => Gen.Select(AnySchedule, Gen.Int[0, 900 * 24 * 60]).Sample((schedule, minutes) =>
    {
        var now = schedule.ApprovedAt + Duration.FromMinutes(minutes);
        var last = schedule.LastDue(now);
        return schedule.DueAt(last) <= now && now < schedule.DueAt(last + 1);
    });

    [Fact]
    public void LastDue_AtEachFollowUp_IsThisOne() => Gen.Select(AnySchedule, Gen.Int[1, 40]).Sample((schedule, number) =>
        schedule.LastDue(schedule.DueAt(number)) == number && schedule.LastDue(schedule.DueAt(number) - Duration.Epsilon) == number - 1);
}
