using DealFlow.Workflow.Programs;
using NodaTime;

namespace DealFlow.Workflow.Tests.Programs;

public sealed class ProgramMistakesTests
{
    [Theory]
    [InlineData("terms.zone", null, "terms.zone: is missing; expected an IANA time zone such as Europe/Berlin: all local days and times of the program are there")]
    [InlineData("terms.zone", "\"Europe/Berln\"", "terms.zone: \"Europe/Berln\" is not a time zone; expected an IANA time zone such as Europe/Berlin")]
    [InlineData("terms.zone", "\"UTC+02:00\"", "terms.zone: \"UTC+02:00\" is not a time zone; expected an IANA time zone such as Europe/Berlin")]
    [InlineData("terms", null, "terms: is missing; expected an object with languages, zone, tiers, products, currencies, approval, protection, followUp, conflicts, incentives, limits")]
    [InlineData("terms.zones", "\"Europe/Berlin\"", "terms.zones: is not known here; expected languages, zone, tiers, products, currencies, approval, protection, followUp, conflicts, incentives, limits")]
    [InlineData("terms.products[1].colour", "\"red\"", "terms.products[1].colour: is not known here; expected id, line, title")]
    [InlineData("id", "\"Contoso Network\"", "id: \"Contoso Network\" does not fit; expected an id: 1 to 40 small letters, digits and single hyphens, such as gold-small")]
    [InlineData("terms.languages[1]", "\"xx\"", "terms.languages[1]: \"xx\" is not a language; expected one of ISO 639-1 such as de or en")]
    [InlineData("terms.languages[1]", "\"english\"", "terms.languages[1]: \"english\" does not fit; expected a language as two small letters (ISO 639-1), such as de")]
    [InlineData("terms.products[1].id", "\"firewall\"", "terms.products[1].id: \"firewall\" was used before; expected one of its own")]
    [InlineData("terms.products[1].line", null, "terms.products[1].line: is missing; expected an id: 1 to 40 small letters, digits and single hyphens, such as gold-small")]
    [InlineData("terms.products[0].title.en", null, "terms.products[0].title.en: is missing; expected a text in every language of the program: de, en")]
    [InlineData("terms.products[0].title.fr", "\"Pare-feu\"", "terms.products[0].title.fr: is not a language of the program; expected de, en")]
    [InlineData("terms.products", "[]", "terms.products: has too few entries; expected at least 1")]
    [InlineData("terms.currencies[0].code", "\"Euro\"", "terms.currencies[0].code: \"Euro\" does not fit; expected a currency as three capital letters (ISO 4217), such as EUR")]
    [InlineData("terms.currencies[0].minimum", "2000.005", "terms.currencies[0].minimum: 2000.005 is finer than EUR can be paid; expected at most 2 digits after the point")]
    [InlineData("terms.currencies[0].minimum", "\"2000\"", "terms.currencies[0].minimum: \"2000\" does not fit; expected an amount from 0 to 1,000,000,000,000, written as a number in the currency's own digits")]
    [InlineData("terms.approval.decisionDays", "0", "terms.approval.decisionDays: 0 does not fit; expected business days in which a decision is promised, 1 to 30")]
    [InlineData("terms.approval.decisionDays", "3.5", "terms.approval.decisionDays: 3.5 does not fit; expected business days in which a decision is promised, 1 to 30")]
    [InlineData("terms.approval.remindAfterDays", "2", "terms.approval.remindAfterDays: 2 is not before the decision; expected fewer than decisionDays, 2")]
    [InlineData("terms.approval.silence", "5", "terms.approval.silence: 5 does not fit; expected an object with approvesAfterDays, or null")]
    [InlineData("terms.approval.automatic[0].tiers", "[\"platinum\"]", "terms.approval.automatic[0].tiers[0]: \"platinum\" is not a tier of the program; expected gold, silver, registered")]
    [InlineData("terms.approval.automatic[0].tiers", "[]", "terms.approval.automatic[0].tiers: is empty, so the rule never applies; expected at least one tier")]
    [InlineData("terms.approval.automatic[0].upTo", "{\"USD\":1}", "terms.approval.automatic[0].upTo.USD: is not a currency of the program; expected EUR")]
    [InlineData("terms.approval.automatic[0].upTo", "{\"euro\":1}", "terms.approval.automatic[0].upTo.euro: is not known here; expected a currency of three capital letters")]
    [InlineData("terms.protection.days", "100000", "terms.protection.days: 100000 does not fit; expected calendar days of protection, 1 to 730")]
    [InlineData("terms.protection.noticeDays[0]", "90", "terms.protection.noticeDays[0]: 90 is before the protection; expected fewer than days, 90")]
    [InlineData("terms.protection.noticeDays[0]", "7", "terms.protection.noticeDays: has an entry twice; expected each once")]
    [InlineData("terms.protection.from", "\"today\"", "terms.protection.from: \"today\" does not fit; expected \"approval\" or \"registration\"")]
    [InlineData("terms.conflicts.account", "\"queue\"", "terms.conflicts.account: \"queue\" does not fit; expected \"review\" or \"reject\"")]
    [InlineData("terms.conflicts.possible", "\"reject\"", "terms.conflicts.possible: \"reject\" does not fit; expected \"review\"")]
    [InlineData("terms.incentives.items[1].id", "\"commission-gold\"", "terms.incentives.items[1].id: \"commission-gold\" was used before; expected one of its own")]
    [InlineData("terms.incentives.items[0].tiers", "[\"golden\"]", "terms.incentives.items[0].tiers[0]: \"golden\" is not a tier of the program; expected gold, silver, registered")]
    [InlineData("terms.incentives.items[4].products", "[\"router\"]", "terms.incentives.items[4].products[0]: \"router\" is not a product of the program; expected firewall, switch, storage, suite")]
    [InlineData("terms.incentives.items[0].percent", null, "terms.incentives.items[0].percent: is missing; a commission needs it")]
    [InlineData("terms.incentives.items[0].percent", "0", "terms.incentives.items[0].percent: expected more than 0, with at most 4 digits after the point")]
    [InlineData("terms.incentives.items[0].percent", "101", "terms.incentives.items[0].percent: 101 does not fit; expected percent, more than 0 and at most 100, with at most 4 digits after the point; for commission and discount")]
    [InlineData("terms.incentives.items[0].points", "5", "terms.incentives.items[0].points: does not belong to a commission; expected to be left out")]
    [InlineData("terms.incentives.items[3].amount.EUR", "499.999", "terms.incentives.items[3].amount.EUR: 499.999 is finer than EUR can be paid; expected at most 2 digits after the point")]
    [InlineData("terms.incentives.items[3].text.de", null, "terms.incentives.items[3].text.de: is missing; expected a text in every language of the program: de, en")]
    [InlineData("terms.limits", "5", "terms.limits: 5 does not fit; expected an object with openRegistrations, newCustomersPerDay, partnerEnded, contactMonths")]
    [InlineData("terms.limits.newCustomersPerDay", "0", "terms.limits.newCustomersPerDay: 0 does not fit; expected customers that a partner may register in one local day and has never registered before, 1 to 100,000; left out: as many as openRegistrations")]
    [InlineData("people.approvers", "[]", "people.approvers: has too few entries; expected at least 1")]
    [InlineData("people.approvers[1].mail", "\"bruno.lang\"", "people.approvers[1].mail: \"bruno.lang\" does not fit; expected a mail address such as anna.keller@contoso.example")]
    [InlineData("people.approvers[1].mail", "\"clara.voss@contoso.example\"", "people.owner.mail: clara.voss@contoso.example is the address of bruno as well; expected an own address for each person")]
    [InlineData("people.approvers[1].language", "\"xx\"", "people.approvers[1].language: \"xx\" is not a language; expected one of ISO 639-1 such as de or en")]
    [InlineData("people.approvers[0].delegates[0].to", "\"dora\"", "people.approvers[0].delegates[0].to: \"dora\" is nobody of this program; expected anna, bruno, clara")]
    [InlineData("people.approvers[0].delegates[0].to", "\"anna\"", "people.approvers[0].delegates[0].to: \"anna\" is the person itself; expected another one")]
    [InlineData("people.approvers[0].delegates[0].from", "\"2026-08-01\"", "people.approvers[0].delegates[0]: has one date only; expected from and until, or null for both")]
    [InlineData("people.approvers[0].delegates[0]", "{\"to\":\"bruno\",\"from\":\"2026-08-02\",\"until\":\"2026-08-01\"}", "people.approvers[0].delegates[0].until: 2026-08-01 is before 2026-08-02; expected the last day, not before the first")]
    [InlineData("people.owner.id", "\"anna\"", "people.owner: \"anna\" is an approver with other data; expected the same name, mail and language, or another id")]
    [InlineData("people.observers", "[\"ops\"]", "people.observers[0]: \"ops\" does not fit; expected a mail address such as anna.keller@contoso.example")]
    [InlineData("calendar.holidays.2026[0].date", "\"2027-01-01\"", "calendar.holidays.2026[0].date: 2027-01-01 is not in 2026; expected a date of that year")]
    [InlineData("calendar.holidays.2026[0].date", "\"2026-02-30\"", "calendar.holidays.2026[0].date: 2026-02-30 is no day of the calendar; expected a date such as 2026-12-31")]
    [InlineData("calendar.holidays.2026[0].date", "\"2026-01-06\"", "calendar.holidays.2026[1].date: 2026-01-06 stands here twice; expected once")]
    [InlineData("calendar.holidays.next", "[]", "calendar.holidays.next: is not known here; expected a year of four digits")]
    public void Read_OneMistake_SaysFilePathAndExpectation(string path, string? value, string error)
    {
        var reading = SamplePrograms.Read(SamplePrograms.ContosoWith(program => program.Set(path, value)));

        Assert.Null(reading.Program);
        Assert.Equal([$"program.json: {error}"], reading.Errors);
    }

    [Fact]
    public void Read_ApproverTwice_IsAnError()
    {
        var reading = SamplePrograms.Read(SamplePrograms.ContosoWith(program =>
        {
            program.Set("people.approvers[0].delegates", "[]");
            program.Set("people.approvers[1].id", "\"anna\"");
        }));

        Assert.Equal(["program.json: people.approvers[1].id: \"anna\" was used before; expected one of its own"], reading.Errors);
    }

    [Fact]
    public void Read_SeveralMistakes_ReportsAllAtOnce()
    {
        var reading = SamplePrograms.Read(SamplePrograms.ContosoWith(program =>
        {
            program.Set("terms.zone", "\"Mars\"");
            program.Set("terms.protection.days", "\"ninety\"");
            program.Set("people.approvers[0].delegates[0].to", "\"dora\"");
            program.Set("people.approvers[0].telephone", "\"1\"");
            program.Set("terms.incentives.items[4].products", "[\"router\"]");
        }));

        Assert.Equal(
            ["people.approvers[0].delegates[0].to", "people.approvers[0].telephone", "terms.incentives.items[4].products[0]", "terms.protection.days", "terms.zone"],
            reading.Errors.Select(error => error.Split(": ")[1]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", "program.json: is not JSON: ")]
    [InlineData("{ \"id\": ", "program.json: is not JSON: ")]
    [InlineData("// a comment\n{}", "program.json: is not JSON: ")]
    [InlineData("[]", "program.json: [] does not fit; expected an object with $schema, id, manufacturer, terms, people, calendar")]
    [InlineData("null", "program.json: null does not fit; expected an object with ")]
    public void Read_NoProgramAtAll_SaysSo(string json, string error) => Assert.StartsWith(error, Assert.Single(SamplePrograms.Read(json).Errors), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"days\": 90,", "\"days\": 99999999999999999999999999999999,", "terms.protection.days: ")]
    [InlineData("\"days\": 90,", "\"days\": 9e1,", "terms.protection.days: ")]
    [InlineData("\"minimum\": 2000", "\"minimum\": 1e400", "terms.currencies[0].minimum: ")]
    [InlineData("\"minimum\": 2000", "\"minimum\": 99999999999999999999999999999999", "terms.currencies[0].minimum: ")]
    [InlineData("\"percent\": 8,", "\"percent\": 1e-30,", "terms.incentives.items[0].percent: ")]
    [InlineData("\"Anna Keller\"", "\"\\ud800\"", "people.approvers[0].name: ")]
    public void Read_ValueOutOfAllBounds_IsAnErrorLikeOthers(string old, string changed, string path)
    {
        Assert.Contains(old, SamplePrograms.Contoso, StringComparison.Ordinal);

        var reading = SamplePrograms.Read(SamplePrograms.Contoso.Replace(old, changed, StringComparison.Ordinal));

        Assert.StartsWith($"program.json: {path}", Assert.Single(reading.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NameTwice_IsAnError()
    {
        var json = SamplePrograms.Contoso.Replace("\"everyWeeks\": 3,", "\"everyWeeks\": 3, \"everyWeeks\": 4,", StringComparison.Ordinal);

        Assert.Equal(["program.json: terms.followUp.everyWeeks: stands here twice; expected once"], SamplePrograms.Read(json).Errors);
    }

    [Fact]
    public void Read_YearWithoutHolidays_Warns()
    {
        var reading = ProgramReader.Read(SamplePrograms.Contoso, "contoso.json", Instant.FromUtc(2027, 12, 31, 23, 30));

        Assert.Empty(reading.Errors);
        Assert.Equal(
            ["contoso.json: calendar.holidays.2029: ", "contoso.json: calendar.holidays.2030: "],
            reading.Program!.Warnings.Select(warning => warning[..warning.IndexOf("is missing", StringComparison.Ordinal)]));
    }
}
