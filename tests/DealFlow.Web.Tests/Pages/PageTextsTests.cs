using System.Text.RegularExpressions;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Pages;
using DealFlow.Web.Reading;
using NodaTime;

namespace DealFlow.Web.Tests.Pages;

public sealed partial class PageTextsTests
{
    private static readonly ReaderTexts English = ReaderTexts.OfPages("en");
    private static readonly ReaderTexts German = ReaderTexts.OfPages("de");

    [Fact]
    public void Keys_BothLanguages_AreTheSame() =>
        Assert.Equal(English.Keys().Order(StringComparer.Ordinal), German.Keys().Order(StringComparer.Ordinal));

    [Fact]
    public void Texts_BothLanguages_TakeTheSameValues()
    {
        foreach (var key in English.Keys())
            Assert.True(Values(English.Get(key)).SetEquals(Values(German.Get(key))), key);
    }

    [Fact]
    public void Statuses_All_HaveAWord() => Assert.All(
        Enum.GetValues<RegistrationStatus>(), status => Assert.NotNull(German.Find("State_" + Words.Of(status))));

    [Theory]
    [InlineData("de-AT", "de")]
    [InlineData("DE", "de")]
    [InlineData("fr", "en")]
    [InlineData(null, "en")]
    public void For_AnyLanguage_FallsBackToEnglish(string? asked, string spoken) => Assert.Equal(spoken, ReaderTexts.OfPages(asked).Language);

    [Theory]
    [InlineData("de", "50.000,00\u00A0€", "7,5\u00A0%", "26.\u00A0Oktober 2026", "Sonntag, 25.\u00A0Oktober 2026, 24:00\u00A0Uhr (Europe/Berlin, UTC+1)")]
    [InlineData("en", "€50,000.00", "7.5%", "26\u00A0October 2026", "Sunday, 25\u00A0October 2026, 24:00 (Europe/Berlin, UTC+1)")]
    public void Format_AnyValue_IsWrittenAsTheReaderDoes(string language, string money, string percent, string day, string deadline)
    {
        var format = new ReaderFormat(language, DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

        Assert.Equal(money, format.Money(new Money(50000m, "EUR")));
        Assert.Equal(percent, format.Percent(7.50m));
        Assert.Equal(day, format.Day(new LocalDate(2026, 10, 26)));
        Assert.Equal(deadline, format.Deadline(Instant.FromUtc(2026, 10, 25, 23, 0)));
    }

    private static HashSet<string> Values(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
