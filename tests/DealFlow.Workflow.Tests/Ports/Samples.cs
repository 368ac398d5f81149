using System.Collections.Immutable;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Protection;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using NodaTime;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>What the suites of the ports store.</summary>
public static class Samples
{
    public static Instant Now { get; } = Instant.FromUtc(2026, 3, 2, 9, 0) + Duration.FromNanoseconds(123_456_700);

    /// <summary>A claim of one line by a strong key of its own and a weak one that many share.</summary>
    public static CustomerClaim Claim(string customer) => new(["line:firewalls"], [$"vatId:{customer}", "name:DE|mueller"], [$"vatId:{customer}"]);

    public static RegistrationId Id(int number) => RegistrationId.From((ulong)number);

    /// <summary>A registration as it is when it is accepted.</summary>
    public static Registration Deal(int number, string partner = "alpen-it", string customer = "Müller Maschinenbau GmbH") => new()
    {
        Id = Id(number),
        Program = "contoso-network",
        ProgramVersion = "sha256:1",
        Manufacturer = "contoso",
        Partner = partner,
        ReceivedAt = Now,
        TurnAt = Now,
        Lead = new Lead
        {
            Customer = new CustomerFacts { Name = customer, Country = "DE" },
            Products = ["firewall"],
            EstimatedValue = new Money(50_000m, "EUR"),
            ExpectedCloseOn = new LocalDate(2027, 2, 15),
            Activity = "Two meetings.",
            DealType = DealTypes.New,
            Language = "de",
        },
        Timeline = [new TimelineEntry(Now, $"partner:{partner}", Happening.Received, null, "Received.")],
    };

    /// <summary>A conflict report that says who holds the customer.</summary>
    public static ConflictReport HeldBy(RegistrationId holder) => new(Verdict.Certain, [], holder, false);

    /// <summary>A registration in which nothing is left empty.</summary>
    public static Registration FullDeal() => Deal(4711) with
    {
        Status = RegistrationStatus.ClosedWon,
        Sequence = 1,
        TurnAt = Now + Duration.FromDays(1),
        Lead = FullLead(),
        SplitFrom = Id(1),
        SplitInto = [Id(2), Id(3)],
        Conflict = FullReport(),
        Ask = new Ask(AskPurpose.Confirm, 3, Now, Duration.FromHours(31) + Duration.FromNanoseconds(1), Now + Duration.FromDays(2), Duration.FromDays(12), ["anna", "olaf"])
        {
            IsOpen = false,
        },
        Question = new Question(1, "Which site?", "anna", Now, Now + Duration.FromDays(5), Duration.FromMinutes(90), Duration.FromDays(1), "Munich.", Now),
        Decision = new Decision(DecisionOutcome.Approve, Now, "anna", "small-deals", "Well prepared."),
        Incentives = [FullIncentive()],
        Tier = "gold",
        Protection = new ProtectionWindow(Now, new LocalDate(2026, 10, 25), Now + Duration.FromDays(237), Now + Duration.FromDays(251)),
        FollowUp = new FollowUpState(7, 14, true, new ProgressReport(Now, "Offer sent.", new LocalDate(2026, 9, 1), true)),
        Extension = new Extension(Now, "The budget is late.", Now + Duration.FromDays(30), Now, ExtensionOutcome.Granted) { Answer = "Last time." },
        ExtensionsGranted = 1,
        Closing = FullClosing(),
        ClosedAt = Now + Duration.FromDays(200),
        Owed = [new Effect(9, EffectKind.ClosedEvent, Audience.Finance, 2), new Effect(10, EffectKind.MoveQueue, Audience.Queue, 0)],
        EffectCount = 10,
        EventCount = 2,
        Timeline =
        [
            new TimelineEntry(Now, "partner:alpen-it", Happening.Received, null, "Received."),
            new TimelineEntry(Now, "rule:small-deals", Happening.Approved, "small-deals", "Approved \u201cat once\u201d."),
        ],
    };

    public static Account FullAccount() => new(
        "A-1", FullLead().Customer, "customer", "Bernd Vertrieb", new LocalDate(2027, 12, 31));

    public static Alias FullAlias() => new(
        new CustomerAlias(
            AliasVerdict.Same, FullLead().Customer, new CustomerFacts { Name = "MMB", Country = "AT", Domain = "mmb.example", Address = new CustomerAddress(null, null, "Graz") },
            "registration:DR-0000-0001", "account:A-1"),
        "approver:anna", Now, Id(1));

    public static Membership FullMembership() => new(
        "contoso", "alpen-it", "Alpen IT Systeme GmbH", "gold", "de", "deals@alpen-it.example", ["eva@alpen-it.example"], "V-1001",
        ["contoso-network"])
    {
        EndedAt = Now + Duration.FromDays(400),
        Owed = [new MembershipEffect(2, MembershipEffectKind.End, Now + Duration.FromDays(400), ["contoso-network"])],
        EffectCount = 2,
    };

    public static Signal FullSignal() => new(
        SignalKind.MailClick, "Firewall \"7.4\" & more", "https://contoso.example/firewall?from=mail", Now, "Opt-in of 2026-01-15");

    public static SignalCustomer FullSignalCustomer() => new(new CustomerFacts
    {
        Name = "Müller & Söhne \"Maschinenbau\" GmbH",
        Country = "DE",
        Domain = "mueller-maschinenbau.example",
        VatId = "DE136695976",
    });

    public static SignalCut FullSignalCut() => new(
        "20260302", new Dictionary<string, long> { ["0a"] = 4 }, new Dictionary<string, long> { ["0a"] = 9, ["0b"] = 2 });

    public static DailyItem FullDailyItem() => Item("DR-0000-0001/4", "person:anna", Now);

    public static DailyItem Item(string id, string reader, Instant dueAt) => new(
        id, "contoso-network", reader, Id(1), new Effect(4, EffectKind.FollowUp, "person:anna", 2), dueAt);

    private static Lead FullLead() => new()
    {
        Customer = new CustomerFacts
        {
            Name = "Müller & Söhne \"Maschinenbau\" GmbH",
            Country = "DE",
            Domain = "mueller-maschinenbau.example",
            VatId = "DE136695976",
            RegistrationNumber = "CHARLOTTENBURG HRB 12345",
            DunsNumber = "150483782",
            Address = new CustomerAddress("Weg 1", "80331", "München"),
        },
        Contact = new Contact("Eva Brandt", "e.brandt@mueller-maschinenbau.example", "+49 89 1234"),
        Products = ["firewall", "switch"],
        EstimatedValue = new Money(50_000.5m, "EUR"),
        ExpectedCloseOn = new LocalDate(2027, 2, 15),
        Activity = "Two meetings.\nOffer requested.",
        DealType = DealTypes.New,
        Distributor = "Verteiler AG",
        PartnerReference = "CRM-4711",
        Notes = "<b>Careful</b>",
        Language = "de",
    };

    private static ConflictReport FullReport() => new(
        Verdict.Possible,
        [
            new ConflictCandidate
            {
                Kind = CandidateKind.Registration,
                Id = "DR-0000-0005",
                Customer = new CustomerFacts { Name = "Müller GmbH", Country = "DE", Address = new CustomerAddress(null, null, "München") },
                Owner = "nord-systems",
                State = "approved",
                Won = true,
                Match = new Match(Verdict.Possible, 0.625, ["name:DE|mueller"], [new MatchReason("sameName", "same name")]),
            },
        ],
        Id(5), true);

    private static Incentive FullIncentive() => new()
    {
        Id = "commission-gold",
        Kind = IncentiveKind.Commission,
        Tiers = ["gold"],
        Products = ["firewall"],
        DealTypes = ["new"],
        Percent = 7.5m,
        Amount = new Dictionary<string, decimal> { ["EUR"] = 100m },
        FromNet = new Dictionary<string, decimal> { ["EUR"] = 1_000m },
        Cap = new Dictionary<string, decimal> { ["EUR"] = 10_000.25m, ["JPY"] = 1_000_000m },
        Points = 3,
        Text = new Dictionary<string, string> { ["de"] = "7,5 % Provision", ["en"] = "7.5 % commission" },
    };

    private static DealClosing FullClosing()
    {
        var net = new Money(38_400m, "EUR");
        var payout = new Payout(
            new Commission(net, 8m, new Money(3_072m, "EUR"), Rounding.HalfEven, "commission-gold"),
            [new Benefit("welcome", IncentiveKind.Bonus, new Money(100m, "EUR"), null), new Benefit("points", IncentiveKind.Points, null, 3)]);
        ImmutableList<NetLine> lines = [new NetLine("firewall", net)];
        return new DealClosing
        {
            Outcome = ClosingOutcome.Won,
            ReportedAt = Now,
            ReportedBy = "partner:alpen-it",
            SignedOn = new LocalDate(2026, 9, 15),
            OrderNumber = "PO-9",
            NetAmount = net,
            Lines = lines,
            Payout = payout,
            AtSignature = AtSignature.Grace,
            ConfirmedBy = "approver:anna",
            LossReason = "other",
            Comment = "None.",
            Invoices = [new Invoice("I-1", new LocalDate(2026, 10, 1), lines, net, payout), new Invoice("I-2", new LocalDate(2026, 10, 2), [], new Money(-5m, "EUR"), new Payout(null, []))],
        };
    }
}
