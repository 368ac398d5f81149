using System.Text.Json;
using DealFlow.Domain.Calendars;
using DealFlow.Domain.Programs;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Workflow.Programs;

/// <summary>Reads programs from JSON: the schema first, then what it cannot say.</summary>
public static class ProgramReader
{
    private static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = 32 };

    /// <summary>
    /// A program, or every error of its file. <paramref name="now"/> tells which years the holidays must reach: this one and the next two,
    /// else a warning.
    /// </summary>
    public static ProgramReading Read(string json, string fileName, Instant now)
    {
        var mistakes = new Mistakes(fileName);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, DocumentOptions);
        }
        catch (JsonException exception)
        {
            mistakes.AddBlocking("", $"is not JSON: {exception.Message}");
            return new ProgramReading(null, mistakes.Errors);
        }

        using (document)
            return Read(json, document.RootElement, mistakes, now);
    }

    /// <summary>Terms that were kept as <see cref="LoadedProgram.TermsJson"/>.</summary>
    /// <exception cref="JsonException">They were not written by this product, or by a newer one.</exception>
    public static ProgramTerms ReadTerms(string termsJson) =>
        JsonSerializer.Deserialize<ProgramTerms>(termsJson, ProgramJson.Strict) ?? throw new JsonException("Terms are missing.");

    private static ProgramReading Read(string json, JsonElement root, Mistakes mistakes, Instant now)
    {
        if (!JsonForm.Check(root, "", mistakes))
            return new ProgramReading(null, mistakes.Errors);
        ProgramSchema.Check(json, mistakes);
        var document = new ProgramDocument(root, mistakes);
        TermsRules.Check(document);
        IncentiveRules.Check(document);
        PeopleRules.Check(document);
        CalendarRules.Check(document, now);
        return mistakes.None ? new ProgramReading(Load(root, json, mistakes.Warnings), []) : new ProgramReading(null, mistakes.Errors);
    }

    private static LoadedProgram Load(JsonElement root, string json, IReadOnlyList<string> warnings)
    {
        var file = root.Deserialize<ProgramFile>(ProgramJson.Strict)!;
        var termsJson = CanonicalJson.Of(root.GetProperty("terms"));
        var calendar = new BusinessCalendar(
            DateTimeZoneProviders.Tzdb[file.Terms.Zone],
            file.Calendar.Holidays.Values.SelectMany(year => year).Select(holiday => Day(holiday.Date)).ToHashSet());
        var people = new ProgramPeople([.. file.People.Approvers.Select(PersonOf)], PersonOf(file.People.Owner), file.People.Observers);
        return new LoadedProgram(
            new DealProgram(file.Id, CanonicalJson.VersionOf(termsJson), file.Manufacturer, file.Terms, people, calendar), termsJson, json, warnings);
    }

    private static Person PersonOf(PersonInFile person) => new(person.Id, person.Name, person.Mail, person.Language)
    {
        Delegates = [.. person.Delegates.Select(entry => new Delegation(entry.To, DayOrNull(entry.From), DayOrNull(entry.Until)))],
    };

    private static LocalDate Day(string date) => LocalDatePattern.Iso.Parse(date).Value;

    private static LocalDate? DayOrNull(string? date) => date is null ? null : Day(date);
}
