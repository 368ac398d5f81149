using DealFlow.Domain.Amounts;
using DealFlow.Domain.Calendars;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Programs;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Domain.Tests;

/// <summary>The programs of the sample, built in code, with the holidays that the tests meet.</summary>
internal static class Sample
{
    public static DateTimeZone Berlin { get; } = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    public static DateTimeZone NewYork { get; } = DateTimeZoneProviders.Tzdb["America/New_York"];

    public static BusinessCalendar Bavaria { get; } = new(Berlin, Days(
        "2026-01-01 2026-01-06 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-06-04 2026-08-15 2026-10-03 2026-11-01 2026-12-25 2026-12-26",
        "2027-01-01 2027-01-06 2027-03-26 2027-03-29 2027-05-01 2027-05-06 2027-05-17 2027-05-27 2027-08-15 2027-10-03 2027-11-01 2027-12-25 2027-12-26"));

    public static BusinessCalendar UnitedStates { get; } = new(NewYork, Days(
        "2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-25",
        "2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 2027-07-05 2027-09-06 2027-10-11 2027-11-11 2027-11-25 2027-12-24"));

    public static DealProgram Contoso { get; } = new(
        "contoso-network", "sha256:contoso", new Manufacturer("contoso", "Contoso"), ContosoTerms(),
        new ProgramPeople([Person("anna", "Anna Keller"), Person("bruno", "Bruno Lang")], Person("clara", "Clara Voss"), ["ops@contoso.example"]),
        Bavaria);

    public static DealProgram Fabrikam { get; } = new(
        "fabrikam-storage", "sha256:fabrikam", new Manufacturer("fabrikam", "Fabrikam"), FabrikamTerms(),
        new ProgramPeople([Person("dana", "Dana Reyes"), Person("eli", "Eli Novak")], Person("dana", "Dana Reyes"), []),
        UnitedStates);

    /// <summary>The instant of a local time in Berlin, as in <c>2026-07-27 09:00</c>.</summary>
    public static Instant InBerlin(string local) => At(local, Berlin);

    /// <summary>The instant of a local time in New York.</summary>
    public static Instant InNewYork(string local) => At(local, NewYork);

    public static Instant Utc(string instant) => InstantPattern.General.Parse(instant).Value;

    public static LocalDate Day(string day) => LocalDatePattern.Iso.Parse(day).Value;

    public static Money Eur(decimal amount) => new(amount, "EUR");

    public static Money Usd(decimal amount) => new(amount, "USD");

    public static DealProgram With(this DealProgram program, Func<ProgramTerms, ProgramTerms> change) =>
        program with { Terms = change(program.Terms) };

    private static Instant At(string local, DateTimeZone zone) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(local).Value.InZoneStrictly(zone).ToInstant();

    private static HashSet<LocalDate> Days(params string[] years) => [.. years.SelectMany(year => year.Split(' ')).Select(Day)];

    private static Person Person(string id, string name) => new(id, name, $"{id}@manufacturer.example");

    private static Product Product(string id, string line) => new(id, line, new Dictionary<string, string> { ["en"] = id });

    private static ProgramTerms ContosoTerms() => new()
    {
        Languages = ["de", "en"],
        Zone = "Europe/Berlin",
        Products = [Product("firewall", "network"), Product("switch", "network"), Product("storage", "storage"), Product("suite", "software")],
        Currencies = [new CurrencyTerms("EUR", 2_000m)],
        Approval = new ApprovalTerms(2, 1, 1, 1, null, new QuestionTerms(3, 5, 10), [new AutomaticApproval("small-gold", ["gold"], In("EUR", 10_000m))]),
        Protection = new ProtectionTerms(90, ProtectionStart.Approval, 7, new ExtensionTerms(1, 60, 5), [30, 14, 7, 1]),
        FollowUp = new FollowUpTerms(3, DailyMailMode.Daily),
        Conflicts = new ConflictTerms(ConflictScope.ProductLine, ConflictOutcome.Queue, ConflictOutcome.Review, ConflictOutcome.Review, 12),
        Incentives = new IncentiveTerms(
            [
                Commission("commission-gold", 8m, "gold"), Commission("commission-silver", 6m, "silver"),
                Commission("commission-registered", 4m, "registered"),
                Incentive("bonus-new", IncentiveKind.Bonus) with { DealTypes = ["new"], Amount = In("EUR", 500m), FromNet = In("EUR", 100_000m) },
                Incentive("discount-firewall", IncentiveKind.Discount) with { Products = ["firewall"], Percent = 10m },
                Incentive("points-storage", IncentiveKind.Points) with { Products = ["storage"], Points = 10 },
            ],
            Stacking.All, Rounding.HalfAwayFromZero),
        Limits = new LimitTerms(100, PartnerEnded.Stay, 24),
    };

    private static ProgramTerms FabrikamTerms() => new()
    {
        Languages = ["en"],
        Zone = "America/New_York",
        Products = [Product("array", "storage"), Product("tape", "storage")],
        Currencies = [new CurrencyTerms("USD", 1_000m)],
        Approval = new ApprovalTerms(1, null, 1, 1, new SilenceTerms(3), new QuestionTerms(3, 5, 10), []),
        Protection = new ProtectionTerms(60, ProtectionStart.Registration, 3, null, [14, 7, 1]),
        FollowUp = new FollowUpTerms(2, DailyMailMode.Each),
        Conflicts = new ConflictTerms(ConflictScope.Program, ConflictOutcome.Review, ConflictOutcome.Review, ConflictOutcome.Review, 12),
        Incentives = new IncentiveTerms(
            [Incentive("commission", IncentiveKind.Commission) with { Percent = 10m, Cap = In("USD", 5_000m) }], Stacking.All, Rounding.HalfAwayFromZero),
        Limits = new LimitTerms(25, PartnerEnded.End, 24),
    };

    public static Incentive Commission(string id, decimal percent, params string[] tiers) =>
        Incentive(id, IncentiveKind.Commission) with { Percent = percent, Tiers = tiers };

    public static Incentive Incentive(string id, IncentiveKind kind) =>
        new() { Id = id, Kind = kind, Text = new Dictionary<string, string> { ["en"] = id } };

    public static Dictionary<string, decimal> In(string currency, decimal amount) => new() { [currency] = amount };
}
