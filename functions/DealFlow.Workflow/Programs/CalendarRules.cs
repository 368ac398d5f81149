using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Workflow.Programs;

/// <summary>What the schema cannot say of holidays. A missing year is a warning only: deals go on, with each weekday a business day.</summary>
internal static class CalendarRules
{
    private const string Path = "calendar.holidays";

    public static void Check(ProgramDocument program, Instant now)
    {
        if (program.Part<IReadOnlyDictionary<string, IReadOnlyList<HolidayInFile>>>(Path) is not { } holidays)
            return;
        foreach (var (year, days) in holidays)
            CheckYear(year, days, program.Mistakes);

        var zone = program.Part<string>("terms.zone") is { } id ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) : null;
        var thisYear = now.InZone(zone ?? DateTimeZone.Utc).Year;
        for (var year = thisYear; year <= thisYear + 2; year++)
        {
            var name = year.ToString(CultureInfo.InvariantCulture);
            if (!holidays.ContainsKey(name))
                program.Mistakes.Warn($"{Path}.{name}", "is missing, so every weekday of that year counts as a business day; expected the year's holidays");
        }
    }

    private static void CheckYear(string year, IReadOnlyList<HolidayInFile> days, Mistakes mistakes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < days.Count; i++)
        {
            var (date, path) = (days[i].Date, $"{Path}.{year}[{i}].date");
            if (!LocalDatePattern.Iso.Parse(date).Success)
                mistakes.Add(path, $"{date} is no day of the calendar; expected a date such as {year}-12-31");
            else if (!date.StartsWith(year, StringComparison.Ordinal))
                mistakes.Add(path, $"{date} is not in {year}; expected a date of that year");
            else if (!seen.Add(date))
                mistakes.Add(path, $"{date} stands here twice; expected once");
        }
    }
}
