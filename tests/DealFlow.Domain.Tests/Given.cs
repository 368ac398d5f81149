using System.Collections.Immutable;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Domain.Tests;

/// <summary>A registration at a moment of its life, brought there by what a person or the clock would have done.</summary>
internal sealed record Given(DealProgram Program, Registration Deal, Instant Now)
{
    public static readonly Actor Partner = new(ActorKind.Partner, "alpen-it");
    public static readonly Actor Anna = new(ActorKind.Approver, "anna");
    public static readonly Actor Bruno = new(ActorKind.Approver, "bruno");
    public static readonly Actor System = new(ActorKind.Manufacturer, "contoso");

    public string Tier { get; init; } = "gold";

    public bool HolderIsLive { get; init; }

    public PartnerRecord? InBooks { get; init; }

    public IReadOnlyCollection<string> OfPartner { get; init; } = [];

    public DealContext Context => new(Program, Now, Tier, HolderIsLive) { OfPartner = OfPartner, Partner = InBooks };

    /// <summary>Registered with Contoso on Monday 2026-07-27 at 09:00 in Berlin: a firewall for 50,000 EUR, gold partner.</summary>
    public static Given Received(params string[] products) => New(
        Sample.Contoso, Sample.InBerlin("2026-07-27 09:00"), new Money(50_000m, "EUR"), products.Length == 0 ? ["firewall"] : products);

    /// <summary>Registered with Fabrikam on Monday 2026-07-27 at 09:00 in New York.</summary>
    public static Given ReceivedByFabrikam() => New(Sample.Fabrikam, Sample.InNewYork("2026-07-27 09:00"), new Money(40_000m, "USD"), ["array"]);

    public static Given PendingDecision(params string[] products) => Received(products).CheckedClear();

    public static Given NeedsInformation() => PendingDecision().Did(new DealCommand.RequestInformation(Anna, "Which model?"));

    public static Given Queued() => Received().Checked(HeldByAnother);

    /// <summary>Approved by anna at once, so protected through 2026-10-25.</summary>
    public static Given Approved(params string[] products) => PendingDecision(products).Did(new DealCommand.Approve(Anna, null));

    public static Given ExtensionPending(string askedOn = "2026-10-20 10:00") =>
        Approved().At(askedOn).Did(new DealCommand.RequestExtension(Partner, "The budget comes in November."));

    public static Given InGrace() => Approved().ClockAt("2026-10-26 09:00");

    public static Given WonReported() => Approved().Did(Commands.Won(Partner));

    public static Given ClosedWon(decimal net = 38_400m, params string[] products) =>
        Approved(products).Did(Commands.Won(System) with { NetAmount = new Money(net, "EUR") });

    /// <summary>A registration in each status; <c>extending</c> and <c>grace</c> are faces of approved.</summary>
    public static Given In(string state) => state switch
    {
        "received" => Received(),
        "pendingDecision" => PendingDecision(),
        "needsInformation" => NeedsInformation(),
        "queued" => Queued(),
        "approved" => Approved(),
        "extending" => ExtensionPending(),
        "grace" => InGrace(),
        "wonReported" => WonReported(),
        "rejected" => PendingDecision().Did(new DealCommand.Reject(Anna, "No budget.")),
        "incomplete" => NeedsInformation().ClockAt("2026-08-03 09:00"),
        "withdrawn" => PendingDecision().Did(new DealCommand.Withdraw(Partner, null)),
        "closedWon" => ClosedWon(),
        "closedLost" => Approved().Did(new DealCommand.CloseLost(Partner, "price", null)),
        "expired" => Approved().ClockAt("2026-11-02 00:00"),
        "revoked" => Approved().Did(new DealCommand.Revoke(System, "Wrong customer.")),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static ConflictReport NothingFound { get; } = new(Verdict.None, [], null, false);

    public static ConflictReport HeldByAnother { get; } = new(
        Verdict.Certain, [Candidate(Verdict.Certain)], RegistrationId.Parse("DR-0000-0001"), false);

    public static ConflictReport MayBeAnother { get; } = new(Verdict.Possible, [Candidate(Verdict.Possible)], null, false);

    public Given Checked(ConflictReport report) => this with { Deal = Deciding.AfterCheck(Deal, report, Context) };

    public Given CheckedClear() => Checked(NothingFound);

    /// <summary>Moves to a local time of the program; nothing is done.</summary>
    public Given At(string local) => this with
    {
        Now = Program.Id == Sample.Contoso.Id ? Sample.InBerlin(local) : Sample.InNewYork(local),
    };

    /// <summary>The clock does what is due at a local time of the program, all at once.</summary>
    public Given ClockAt(string local) => At(local).Passed();

    /// <summary>The manufacturer ends the partner's membership now, and the registration takes note of it.</summary>
    public Given PartnerEnded()
    {
        var ended = this with { InBooks = new PartnerRecord("Alpen IT Systeme GmbH", "V-1001", Now) };
        return ended with { Deal = PartnerEnding.TakeNote(Deal, ended.Context) };
    }

    public Given Passed() => this with { Deal = Deadlines.Pass(Deal, Context) };

    /// <summary>The clock does each thing when it is due, up to a local time of the program.</summary>
    public Given ClockThrough(string local)
    {
        var (given, end) = (this, At(local).Now);
        while (Deadlines.Next(given.Deal, Program) is { } next && next <= end)
            given = (given with { Now = next }).Passed();
        return given with { Now = end };
    }

    /// <summary>Forgets the effects so far, as if they had all been done.</summary>
    public Given Settled() => this with { Deal = Deal with { Owed = [] } };

    public Outcome When(DealCommand command) => Domain.Registrations.Deal.Handle(Deal, command, Context);

    /// <summary>A command that must be carried out.</summary>
    public Given Did(DealCommand command) => this with { Deal = Assert.IsType<Outcome.Changed>(When(command)).Registration };

    /// <summary>A command that must be refused.</summary>
    public Refusal Refused(DealCommand command) => Assert.IsType<Outcome.Refused>(When(command)).Refusal;

    public void RefusedValue(DealCommand command, string path)
    {
        var refusal = Refused(command);
        Assert.Equal((RefusalKind.Value, path), (refusal.Kind, refusal.Path));
    }

    public void RefusedState(DealCommand command) => Assert.Equal(RefusalKind.State, Refused(command).Kind);

    /// <summary>What is owed, as in <c>AskDecision:person:anna</c>.</summary>
    public IReadOnlyList<string> Owed => [.. Deal.Owed.Select(effect => $"{effect.Kind}:{effect.To}")];

    public IReadOnlyList<string> Happened => [.. Deal.Timeline.Select(entry => entry.What)];

    private static Given New(DealProgram program, Instant at, Money value, string[] products) => new(
        program,
        new Registration
        {
            Id = RegistrationId.Parse("DR-7K3F-9QXM"),
            Program = program.Id,
            ProgramVersion = program.Version,
            Manufacturer = program.Manufacturer.Id,
            Partner = "alpen-it",
            ReceivedAt = at,
            TurnAt = at,
            Lead = new Lead
            {
                Customer = new CustomerFacts { Name = "Müller Maschinenbau GmbH", Country = "DE", Domain = "mueller.example" },
                Products = products,
                EstimatedValue = value,
                ExpectedCloseOn = Sample.Day("2027-02-15"),
                Activity = "Two meetings.",
                DealType = DealTypes.New,
                Language = "en",
            },
        },
        at);

    private static ConflictCandidate Candidate(Verdict verdict) => new()
    {
        Kind = CandidateKind.Registration,
        Id = "DR-0000-0001",
        Customer = new CustomerFacts { Name = "Müller", Country = "DE" },
        State = "approved",
        Match = new Match(verdict, 1, [], []),
    };
}

/// <summary>Commands with usual values.</summary>
internal static class Commands
{
    public static DealCommand.CloseWon Won(Actor by) => new(by, Sample.Day("2026-07-27"), "PO-1", new Money(38_400m, "EUR"), []);

    public static DealCommand.AddInvoice Invoice(string number, params (string Product, decimal Net)[] lines) => new(
        Given.System, number, Sample.Day("2026-09-01"), [.. lines.Select(line => new NetLine(line.Product, new Money(line.Net, "EUR")))]);

    public static ImmutableList<NetLine> Lines(params (string Product, decimal Net)[] lines) =>
        [.. lines.Select(line => new NetLine(line.Product, new Money(line.Net, "EUR")))];
}
