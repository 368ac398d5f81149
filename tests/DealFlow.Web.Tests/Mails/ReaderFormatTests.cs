using System.Globalization;
using DealFlow.Domain.Amounts;
using DealFlow.Web.Mails;
using DealFlow.Web.Reading;
using NodaTime;

namespace DealFlow.Web.Tests.Mails;

public sealed class ReaderFormatTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Theory]
    [InlineData("de", "50000", "EUR", "50.000,00 €")]
    [InlineData("en", "50000", "EUR", "€50,000.00")]
    [InlineData("de", "-1234.5", "USD", "-1.234,50 $")]
    [InlineData("en", "-1234.5", "USD", "-$1,234.50")]
    [InlineData("de", "500000", "JPY", "500.000 ¥")]
    [InlineData("en", "1.5", "KWD", "KWD 1.500")]
    [InlineData("de", "999.99", "CHF", "999,99 CHF")]
    public void Money_EachLanguage_IsWrittenAsThere(string language, string amount, string currency, string written) =>
        Assert.Equal(written, Plain(Format(language).Money(new Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency))));

    [Theory]
    [InlineData("de", "Donnerstag, 29. Oktober 2026, 09:05 Uhr (Europe/Berlin, UTC+1)")]
    [InlineData("en", "Thursday, 29 October 2026, 09:05 (Europe/Berlin, UTC+1)")]
    public void Deadline_InTheDay_NamesTimeAndZone(string language, string written) =>
        Assert.Equal(written, Plain(Format(language).Deadline(Instant.FromUtc(2026, 10, 29, 8, 5))));

    [Fact]
    public void Deadline_AtMidnight_IsTheEndOfTheDayBefore() => Assert.Equal(
        "Sonntag, 25. Oktober 2026, 24:00 Uhr (Europe/Berlin, UTC+1)", Plain(Format("de").Deadline(Instant.FromUtc(2026, 10, 25, 23, 0))));

    [Fact]
    public void Moment_OddOffset_IsWrittenWithItsMinutes() => Assert.Equal(
        "Monday, 27 July 2026, 13:45:00 (Asia/Kolkata, UTC+5:30)",
        Plain(new ReaderFormat("en", DateTimeZoneProviders.Tzdb["Asia/Kolkata"]).Moment(Instant.FromUtc(2026, 7, 27, 8, 15))));

    [Theory]
    [InlineData("de", "7,5 %")]
    [InlineData("en", "7.5%")]
    public void Percent_EachLanguage_IsWrittenAsThere(string language, string written) =>
        Assert.Equal(written, Plain(Format(language).Percent(7.50m)));

    [Fact]
    public void LastDayBefore_EndOfPeriod_IsTheLastDayInside() =>
        Assert.Equal(new LocalDate(2026, 10, 25), Format("de").LastDayBefore(Instant.FromUtc(2026, 10, 25, 23, 0)));

    private static ReaderFormat Format(string language) => new(language, Berlin);

    private static string Plain(string text) => CleanText.Plain(text);
}
