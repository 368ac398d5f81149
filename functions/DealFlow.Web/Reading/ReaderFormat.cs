using System.Globalization;
using DealFlow.Domain.Amounts;
using NodaTime;

namespace DealFlow.Web.Reading;

/// <summary>
/// Money, days and times as a reader of one language writes them, in the time zone of one program. All patterns are our own, so that they
/// hold without culture data too. A no-break space keeps together what belongs together.
/// </summary>
public sealed class ReaderFormat(string language, DateTimeZone zone)
{
    private const char Tie = '\u00A0';

    private static readonly NumberFormatInfo GermanNumbers = Numbers(",", ".");
    private static readonly NumberFormatInfo EnglishNumbers = Numbers(".", ",");

    private static readonly string[] GermanMonths =
        ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];

    private static readonly string[] EnglishMonths =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] GermanWeekdays = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];

    private static readonly string[] EnglishWeekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal)
    {
        ["EUR"] = "€",
        ["USD"] = "$",
        ["GBP"] = "£",
        ["JPY"] = "¥",
    };

    private readonly bool _german = language == "de";

    private NumberFormatInfo NumberFormat => _german ? GermanNumbers : EnglishNumbers;

    /// <summary>An amount with the currency's own digits: <c>50.000,00 €</c>, <c>€50,000.00</c>, <c>CHF 50,000.00</c>.</summary>
    public string Money(Money money)
    {
        var amount = Math.Abs(money.Amount).ToString("N" + Currencies.DigitsOf(money.Currency), NumberFormat);
        var minus = money.Amount < 0 ? "-" : "";
        if (_german)
            return $"{minus}{amount}{Tie}{Signs.GetValueOrDefault(money.Currency, money.Currency)}";
        return Signs.TryGetValue(money.Currency, out var sign) ? $"{minus}{sign}{amount}" : $"{minus}{money.Currency}{Tie}{amount}";
    }

    /// <summary>A percentage: <c>7,5 %</c>, <c>7.5%</c>.</summary>
    public string Percent(decimal percent) => percent.ToString("0.####", NumberFormat) + (_german ? $"{Tie}%" : "%");

    /// <summary>A number with two digits after the point.</summary>
    public string Score(double score) => score.ToString("0.00", NumberFormat);

    /// <summary>A whole number, grouped.</summary>
    public string Number(long number) => number.ToString("N0", NumberFormat);

    /// <summary>The size of a file in bytes: <c>12,3 kB</c>.</summary>
    public string Size(long bytes) => bytes < 1_000_000
        ? $"{(bytes / 1000m).ToString("0.#", NumberFormat)}{Tie}kB"
        : $"{(bytes / 1_000_000m).ToString("0.#", NumberFormat)}{Tie}MB";

    /// <summary>A day: <c>26. Oktober 2026</c>, <c>26 October 2026</c>.</summary>
    public string Day(LocalDate day) => _german
        ? $"{day.Day}.{Tie}{GermanMonths[day.Month - 1]} {day.Year}"
        : $"{day.Day}{Tie}{EnglishMonths[day.Month - 1]} {day.Year}";

    /// <summary>A month: <c>Oktober 2026</c>, <c>October 2026</c>.</summary>
    public string Month(LocalDate day) => $"{(_german ? GermanMonths : EnglishMonths)[day.Month - 1]} {day.Year}";

    /// <summary>A day with its weekday.</summary>
    public string Weekday(LocalDate day) => $"{(_german ? GermanWeekdays : EnglishWeekdays)[(int)day.DayOfWeek - 1]}, {Day(day)}";

    /// <summary>The local day of an instant.</summary>
    public string Day(Instant at) => Day(at.InZone(zone).Date);

    /// <summary>The time by which something is due, zone named.</summary>
    public string Deadline(Instant at) => $"{Due(at)} {Zone(at.Minus(Duration.Epsilon))}";

    /// <summary>The time by which something is due. What ends with a day is said to be due at 24:00 of it.</summary>
    public string Due(Instant at)
    {
        var local = at.InZone(zone);
        return local.TimeOfDay == LocalTime.Midnight
            ? $"{Weekday(local.Date.PlusDays(-1))}, {Clock("24:00")}"
            : $"{Weekday(local.Date)}, {Clock($"{local.Hour:00}:{local.Minute:00}")}";
    }

    /// <summary>The time at which something happened, to the second, zone and offset named.</summary>
    public string Moment(Instant at)
    {
        var local = at.InZone(zone);
        return $"{Weekday(local.Date)}, {Clock($"{local.Hour:00}:{local.Minute:00}:{local.Second:00}")} {Zone(at)}";
    }

    /// <summary>The last local day before an instant that ends a period.</summary>
    public LocalDate LastDayBefore(Instant end) => end.Minus(Duration.Epsilon).InZone(zone).Date;

    private string Clock(string time) => _german ? $"{time}{Tie}Uhr" : time;

    private string Zone(Instant at) => string.Create(CultureInfo.InvariantCulture, $"({zone.Id}, UTC{zone.GetUtcOffset(at):+H:mm})").Replace(":00)", ")", StringComparison.Ordinal);

    private static NumberFormatInfo Numbers(string point, string group) => NumberFormatInfo.ReadOnly(new NumberFormatInfo
    {
        NumberDecimalSeparator = point,
        NumberGroupSeparator = group,
        NumberGroupSizes = [3],
        NegativeSign = "-",
    });
}
