using DealFlow.Domain.Amounts;
using DealFlow.Domain.Calendars;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Programs;
using NodaTime;

namespace DealFlow.Web.Tests.Mails;

/// <summary>A program with everything a mail may speak of.</summary>
internal static class SampleProgram
{
    public static DealProgram Contoso { get; } = new(
        "contoso-network", "sha256:1", new Manufacturer("contoso", "Contoso"), Terms(),
        new ProgramPeople(
            [new("anna", "Anna Keller", "anna.keller@contoso.example"), new("bruno", "Bruno Lang", "bruno.lang@contoso.example")],
            new Person("clara", "Clara Voss", "clara.voss@contoso.example"),
            ["ops@contoso.example"]),
        new BusinessCalendar(DateTimeZoneProviders.Tzdb["Europe/Berlin"], new HashSet<LocalDate>()));

    private static ProgramTerms Terms() => new()
    {
        Languages = ["de", "en"],
        Zone = "Europe/Berlin",
        Products =
        [
            new Product("firewall", "network", Both("Contoso Firewall", "Contoso Firewall")),
            new Product("switch", "network", Both("Contoso Network Switch", "Contoso Netzwerk-Switch")),
        ],
        Currencies = [new CurrencyTerms("EUR", 2000m)],
        Approval = new ApprovalTerms(2, 1, 1, 1, null, new QuestionTerms(3, 5, 10), []),
        Protection = new ProtectionTerms(90, ProtectionStart.Approval, 7, new ExtensionTerms(1, 60, 5), [30, 14, 7, 1]),
        FollowUp = new FollowUpTerms(3, DailyMailMode.Daily),
        Conflicts = new ConflictTerms(ConflictScope.ProductLine, ConflictOutcome.Queue, ConflictOutcome.Review, ConflictOutcome.Review, 12),
        Incentives = new IncentiveTerms(Incentives(), Stacking.All, Rounding.HalfAwayFromZero),
        Limits = new LimitTerms(100, PartnerEnded.Stay, 24),
    };

    private static List<Incentive> Incentives() =>
    [
        new Incentive
        {
            Id = "commission-gold", Kind = IncentiveKind.Commission, Percent = 8m,
            Text = Both("8% commission on the net value as invoiced, after discount", "8 % Provision auf den fakturierten Nettowert nach Rabatt"),
        },
        new Incentive
        {
            Id = "new-business-bonus", Kind = IncentiveKind.Bonus, Amount = Euro(500m), FromNet = Euro(30000m),
            Text = Both("€500 bonus for new business from €30,000 net", "500 € Bonus für Neugeschäft ab 30.000 € netto"),
        },
        new Incentive
        {
            Id = "firewall-discount", Kind = IncentiveKind.Discount, Percent = 10m,
            Text = Both(
                "10% off Contoso Firewall; please quote the deal ID when you order",
                "10 % Rabatt auf Contoso Firewall; bitte bei der Bestellung die Deal-Nummer angeben"),
        },
        new Incentive
        {
            Id = "points", Kind = IncentiveKind.Points, Points = 10,
            Text = Both("10 certification points", "10 Zertifizierungspunkte"),
        },
    ];

    private static Dictionary<string, string> Both(string english, string german) => new() { ["en"] = english, ["de"] = german };

    private static Dictionary<string, decimal> Euro(decimal amount) => new() { ["EUR"] = amount };
}
