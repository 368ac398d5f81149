using DealFlow.Domain.Registrations;
using DealFlow.Web.Pages;
using NodaTime;

namespace DealFlow.Web.Tests.Pages;

public sealed class TimelineWordsTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly Instant Since = Instant.FromUtc(2026, 8, 17, 7, 0);

    [Theory]
    [InlineData("en", "The store could not be reached from {0} on; the deal has waited, nothing was lost")]
    [InlineData("de", "Die Datenablage war ab {0} nicht erreichbar; der Deal hat gewartet, verloren ging nichts")]
    public void Of_Outage_SaysSinceWhenAsTheReaderWritesTimes(string language, string expected)
    {
        var reader = PageReader.Of(language, Berlin);
        var deal = Sample.Approved().GoesOnAfterOutage(Since, Since + Duration.FromHours(3));

        Assert.Equal(string.Format(null, expected, reader.Format.Moment(Since)), TimelineWords.Of(reader, deal, deal.Timeline[^1]));
    }

    [Fact]
    public void Of_WordThatIsNewerThanTheTexts_StandsForItself() =>
        Assert.Equal("somethingNew", TimelineWords.Of(PageReader.Of("de", Berlin), Sample.Approved(), new TimelineEntry(Since, "clock", "somethingNew", null, "")));

    [Fact]
    public void Happenings_All_HaveAWordInBothLanguages()
    {
        var deal = Sample.Approved();
        foreach (var reader in new[] { PageReader.Of("de", Berlin), PageReader.Of("en", Berlin) })
            Assert.All(Happening.All, what => Assert.NotEqual(what, TimelineWords.Of(reader, deal, new TimelineEntry(Since, "clock", what, null, ""))));
    }
}
