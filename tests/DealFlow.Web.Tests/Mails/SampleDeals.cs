using DealFlow.Domain.Amounts;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Web.Tests.Mails;

/// <summary>One deal at every point of its story, made by the domain itself.</summary>
internal static class SampleDeals
{
    public static readonly Instant ReceivedAt = Instant.FromUtc(2026, 7, 27, 8, 15, 30);

    public static readonly Actor Partner = new(ActorKind.Partner, "alpen-it");
    public static readonly Actor Anna = new(ActorKind.Approver, "anna");
    public static readonly Actor ContosoSystem = new(ActorKind.Manufacturer, "contoso");

    public static Registration Received { get; } = new()
    {
        Id = RegistrationId.Parse("DR-7K3F-9QXM"),
        Program = "contoso-network",
        ProgramVersion = "sha256:1",
        Manufacturer = "contoso",
        Partner = "alpen-it",
        Sequence = 4711,
        ReceivedAt = ReceivedAt,
        TurnAt = ReceivedAt,
        Lead = new Lead
        {
            Customer = new CustomerFacts
            {
                Name = "Müller Maschinenbau GmbH & Co. KG",
                Country = "DE",
                Domain = "mueller-maschinenbau.example",
                VatId = "DE136695976",
                Address = new CustomerAddress(null, "80331", "München"),
            },
            Products = ["firewall", "switch"],
            EstimatedValue = new Money(50000m, "EUR"),
            ExpectedCloseOn = new LocalDate(2027, 2, 15),
            Activity = "Two meetings with the head of IT, offer requested.",
            DealType = "new",
            PartnerReference = "CRM-4711",
            Language = "de",
        },
    };

    public static ConflictReport NoConflict { get; } = new(Verdict.None, [], null, false);

    public static ConflictReport Candidates { get; } = new(Verdict.Possible, [Account(), Registered()], null, false);

    public static Registration Pending { get; } = Deciding.AfterCheck(Received, NoConflict, At(ReceivedAt));

    public static Registration PendingWithCandidates { get; } = Deciding.AfterCheck(Received, Candidates, At(ReceivedAt));

    public static Registration Questioned { get; } =
        Do(Pending, new DealCommand.RequestInformation(Anna, "Which branch is the firewall for?\nAnd who decides on the budget?"), Days(1));

    public static Registration Answered { get; } =
        Do(Questioned, new DealCommand.Answer(Partner, "For the plant in Augsburg. The managing director decides."), Days(2));

    public static Registration Approved { get; } = Do(Pending, new DealCommand.Approve(Anna, null), Days(1));

    public static Registration Rejected { get; } =
        Do(Pending, new DealCommand.Reject(Anna, "We supply this customer directly.\nPlease speak to us about services instead."), Days(1));

    public static Registration WithProgress { get; } = Do(
        Approved, new DealCommand.ReportProgress(Partner, "Offer sent, the customer compares.\nA demo would help.", new LocalDate(2026, 12, 1), true), Days(15));

    public static Registration ExtensionRequested { get; } =
        Do(WithProgress, new DealCommand.RequestExtension(Partner, "The customer's budget is released in January."), Days(80));

    public static Registration ExtensionGranted { get; } = Do(ExtensionRequested, new DealCommand.Grant(Anna), Days(81));

    public static Registration ExtensionRefused { get; } =
        Do(ExtensionRequested, new DealCommand.Refuse(Anna, "No progress for two months."), Days(81));

    public static Registration WonReported { get; } = Do(
        WithProgress,
        new DealCommand.CloseWon(Partner, new LocalDate(2026, 10, 1), "PO-88123", new Money(38400m, "EUR"),
            [new("firewall", new Money(30000m, "EUR")), new("switch", new Money(8400m, "EUR"))]),
        Days(70));

    public static Registration Won { get; } = Do(WonReported, new DealCommand.Confirm(Anna), Days(71));

    public static Registration Disputed { get; } = Do(WonReported, new DealCommand.Dispute(Anna, "The order number is not known to us."), Days(71));

    public static Registration Lost { get; } = Do(WithProgress, new DealCommand.CloseLost(Partner, "competitor", "Cheaper by a third."), Days(60));

    public static Registration Withdrawn { get; } = Do(Pending, new DealCommand.Withdraw(Partner, null), Days(1));

    public static Registration Revoked { get; } = Do(Approved, new DealCommand.Revoke(ContosoSystem, "The customer is on a sanctions list."), Days(20));

    /// <summary>The switch went its own way, behind another registration.</summary>
    public static SplitDeal Split { get; } = SplitBy(ConflictOutcome.Queue, Received.Lead.Products);

    public static SplitDeal SplitAndTurnedDown { get; } = SplitBy(ConflictOutcome.Reject, Received.Lead.Products);

    public static Instant Days(int days) => ReceivedAt + Duration.FromDays(days);

    public static Registration Do(Registration deal, DealCommand command, Instant now) =>
        Assert.IsType<Outcome.Changed>(Deal.Handle(deal, command, At(now))).Registration;

    public static Registration Later(Registration deal, Instant now) => Deadlines.Pass(deal, At(now));

    private static DealContext At(Instant now) => new(SampleProgram.Contoso, now, "gold");

    /// <summary>The lead with the firewall and the switch in lines of their own, of which another one holds the switch's.</summary>
    private static SplitDeal SplitBy(ConflictOutcome certain, IReadOnlyList<string> products)
    {
        var terms = SampleProgram.Contoso.Terms;
        var program = SampleProgram.Contoso with
        {
            Terms = terms with
            {
                Products = [.. products.Select(id => terms.Product(id)! with { Line = id })],
                Conflicts = terms.Conflicts with { Scope = ConflictScope.ProductLine, Certain = certain },
            },
        };
        var taken = new ConflictFinding(Registered(), ["line:switch"], 1);
        return Splitting.AfterCheck(Received, new ConflictFindings([taken]), new DealContext(program, ReceivedAt, "gold"), () => RegistrationId.Parse("DR-0000-0007"));
    }

    private static ConflictCandidate Account() => new()
    {
        Kind = CandidateKind.Account,
        Id = "A-0042",
        Customer = new CustomerFacts { Name = "Müller Maschinenbau Holding GmbH", Country = "DE", Address = new CustomerAddress(null, null, "Augsburg") },
        Owner = "clara",
        State = "customer",
        Match = new Match(Verdict.Possible, 0.72, ["name:mueller maschinenbau"],
            [new("sameNameOtherRole", "same name but for words such as Holding"), new("otherCity", "other city"), new("someNewRule", "same bank")]),
    };

    private static ConflictCandidate Registered() => new()
    {
        Kind = CandidateKind.Registration,
        Id = "DR-0000-0001",
        Customer = new CustomerFacts { Name = "Mueller Maschinen AG", Country = "AT" },
        Owner = "Nordlicht Datentechnik AG",
        State = "pendingDecision",
        Match = new Match(Verdict.Possible, 0.4, [], [new("otherCountry", "other country")]),
    };
}
