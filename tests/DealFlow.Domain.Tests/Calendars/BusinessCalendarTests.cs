using CsCheck;
using DealFlow.Domain.Calendars;
using NodaTime;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Calendars;

public sealed class BusinessCalendarTests
{
    private static readonly Instant Start2026 = Utc("2026-01-01T00:00:00Z");

    // Any second of 2026 and 2027, and up to 40 business days to the second.
    private static readonly Gen<Instant> AnyInstant = Gen.Int[0, 2 * 365 * 24 * 3600 - 1].Select(s => Start2026 + Duration.FromSeconds(s));
    private static readonly Gen<Duration> AnyTime = Gen.Int[0, 40 * 24 * 3600].Select(s => Duration.FromSeconds(s));
    private static readonly Gen<BusinessCalendar> AnyCalendar = Gen.Bool.Select(german => german ? Bavaria : UnitedStates);

    [Theory]
    [InlineData("2026-07-27 09:30", 1, "2026-07-28 09:30")]
    [InlineData("2026-07-24 09:30", 1, "2026-07-27 09:30")] // over a weekend
    [InlineData("2026-07-23 17:00", 2, "2026-07-27 17:00")]
    [InlineData("2026-04-02 10:00", 1, "2026-04-07 10:00")] // over Easter
    [InlineData("2026-12-24 10:00", 2, "2026-12-29 10:00")] // Christmas on a Friday
    [InlineData("2026-10-23 10:00", 1, "2026-10-26 10:00")] // over the day of 25 hours
    [InlineData("2027-03-25 10:00", 1, "2027-03-30 10:00")] // over Easter and the day of 23 hours
    [InlineData("2026-07-27 09:30", 0, "2026-07-27 09:30")]
    [InlineData("2026-07-27 00:00", 5, "2026-08-03 00:00")]
    public void AddBusinessDays_InBavaria_IsTheSameLocalTime(string start, int days, string end) =>
        Assert.Equal(InBerlin(end), Bavaria.AddBusinessDays(InBerlin(start), days));

    [Theory]
    [InlineData("2026-07-25 15:00", 1, "2026-07-28 00:00")] // Saturday
    [InlineData("2026-07-26 23:59", 2, "2026-07-29 00:00")] // Sunday
    [InlineData("2026-04-03 10:00", 1, "2026-04-08 00:00")] // Good Friday
    [InlineData("2026-07-25 15:00", 0, "2026-07-27 00:00")]
    public void AddBusinessDays_ArrivedOnAnotherDay_CountsFromMidnightOfTheNextBusinessDay(string start, int days, string end) =>
        Assert.Equal(InBerlin(end), Bavaria.AddBusinessDays(InBerlin(start), days));

    [Theory]
    [InlineData("2026-10-30 16:00", 1, "2026-11-02 16:00")] // clocks go back on the Sunday between
    [InlineData("2027-03-12 16:00", 1, "2027-03-15 16:00")] // clocks go forward
    [InlineData("2026-11-25 16:00", 1, "2026-11-27 16:00")] // Thanksgiving
    [InlineData("2026-07-02 16:00", 1, "2026-07-06 16:00")] // Independence Day is kept on the Friday before
    public void AddBusinessDays_InNewYork_IsTheSameLocalTime(string start, int days, string end) =>
        Assert.Equal(InNewYork(end), UnitedStates.AddBusinessDays(InNewYork(start), days));

    [Fact]
    public void Add_PartOfADayOverAWeekend_GoesOnAtMidnightOfMonday() =>
        Assert.Equal(InBerlin("2026-07-27 06:00"), Bavaria.Add(InBerlin("2026-07-24 18:00"), Duration.FromHours(12)));

    [Theory]
    [InlineData("2026-07-24 18:00", "2026-07-27 06:00", 12)]
    [InlineData("2026-07-25 10:00", "2026-07-26 10:00", 0)] // within a weekend
    [InlineData("2026-07-25 10:00", "2026-07-27 10:00", 10)]
    [InlineData("2026-07-24 10:00", "2026-07-25 10:00", 14)]
    [InlineData("2026-10-23 12:00", "2026-10-26 12:00", 24)] // a weekend of 49 hours
    [InlineData("2026-07-27 10:00", "2026-07-27 09:00", 0)]
    [InlineData("2026-12-23 20:00", "2026-12-28 04:00", 32)]
    public void Between_TwoLocalTimes_CountsBusinessHours(string start, string end, int hours) =>
        Assert.Equal(Duration.FromHours(hours), Bavaria.Between(InBerlin(start), InBerlin(end)));

    [Fact]
    public void Between_WhatWasAdded_IsWhatWasAdded() => Gen.Select(AnyCalendar, AnyInstant, AnyTime).Sample((calendar, start, time) =>
        calendar.Between(start, calendar.Add(start, time)) == time);

    [Fact]
    public void Add_Always_EndsOnABusinessDayNotBeforeTheStart() => Gen.Select(AnyCalendar, AnyInstant, AnyTime).Sample((calendar, start, time) =>
        calendar.Add(start, time) is var end && end >= start && calendar.IsBusinessDay(calendar.DayOf(end)));

    [Fact]
    public void Add_InTwoParts_IsTheSameAsAtOnce() => Gen.Select(AnyCalendar, AnyInstant, AnyTime, AnyTime).Sample((calendar, start, one, two) =>
        calendar.Add(calendar.Add(start, one), two) == calendar.Add(start, one + two));

    [Fact]
    public void Between_ThreeInstants_AddsUp() => Gen.Select(AnyCalendar, AnyInstant, AnyInstant, AnyInstant).Sample((calendar, a, b, c) =>
    {
        var order = new[] { a, b, c }.Order().ToArray();
        return calendar.Between(order[0], order[1]) + calendar.Between(order[1], order[2]) == calendar.Between(order[0], order[2]);
    });

    [Theory]
    [InlineData("2026-07-27 07:59", "2026-07-27 08:00")]
    [InlineData("2026-07-27 08:00", "2026-07-27 08:00")]
    [InlineData("2026-07-27 08:01", "2026-07-28 08:00")]
    [InlineData("2026-07-24 08:01", "2026-07-27 08:00")]
    [InlineData("2026-07-25 07:00", "2026-07-27 08:00")]
    [InlineData("2026-12-24 12:00", "2026-12-28 08:00")]
    public void MorningAtOrAfter_LocalTime_IsTheNextEightOClockOfABusinessDay(string at, string morning) =>
        Assert.Equal(InBerlin(morning), Bavaria.MorningAtOrAfter(InBerlin(at)));

    [Fact]
    public void MorningOf_DaysAroundTheChange_IsEightByTheLocalClock()
    {
        Assert.Equal(Utc("2026-10-24T06:00:00Z"), Bavaria.MorningOf(Day("2026-10-24")));
        Assert.Equal(Utc("2026-10-25T07:00:00Z"), Bavaria.MorningOf(Day("2026-10-25")));
    }

    [Theory]
    [InlineData("2026-10-25", "2026-10-25T23:00:00Z")]
    [InlineData("2027-03-28", "2027-03-28T22:00:00Z")]
    public void EndOf_DayOfTheChange_IsTheNextLocalMidnight(string day, string end) => Assert.Equal(Utc(end), Bavaria.EndOf(Day(day)));

    [Fact]
    public void DayOf_LateEveningUtc_IsTheLocalDay()
    {
        Assert.Equal(Day("2026-07-28"), Bavaria.DayOf(Utc("2026-07-27T22:30:00Z")));
        Assert.Equal(Day("2026-07-27"), UnitedStates.DayOf(Utc("2026-07-28T03:30:00Z")));
    }
}
