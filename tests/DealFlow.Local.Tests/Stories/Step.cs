using System.Collections.Immutable;
using CsCheck;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Local.Tests.Stories;

/// <summary>What happens next in a story, and whether the process crashes meanwhile.</summary>
/// <param name="Number">Which deal, product lines, customer, value: whatever the kind needs, at random.</param>
/// <param name="CrashAt">The call of a port at which the process ends; 0: it does not.</param>
internal sealed record Step(StepKind Kind, int Number, int Hours, int CrashAt, bool CrashAfter, int OutageHours)
{
    public static readonly Gen<Step> Any = Gen.Select(
        Gen.Int[0, 29], Gen.Int[0, 1_000_000], Gen.OneOf(Gen.Int[0, 30], Gen.Int[0, 24 * 25]),
        Gen.OneOf(Gen.Const(0), Gen.Const(0), Gen.Const(0), Gen.Int[1, 60]), Gen.Bool, Gen.OneOf(Gen.Const(0), Gen.Int[0, 24 * 9])).Select(
        (kind, number, hours, crashAt, crashAfter, outage) => new Step(
            kind switch { < 7 => StepKind.Register, < 22 => StepKind.Command, < 29 => StepKind.Wait, _ => StepKind.EndPartner },
            number, hours, crashAt, crashAfter, outage));

    /// <summary>One of the random numbers below a bound.</summary>
    public int Roll(int die, int below) => (int)((uint)HashCode(die) % (uint)below);

    /// <summary>The products of the lines of a registration: the same line twice sometimes.</summary>
    public string[] Products
    {
        get
        {
            var mask = 1 + Roll(1, 15);
            return [.. StoryPrograms.Products.Where((_, index) => (mask & (1 << index)) != 0)];
        }
    }

    /// <summary>The one company that everybody wants, more often than not.</summary>
    public int Customer => new[] { 0, 0, 0, 1, 1, 2, 3 }[Roll(2, 7)];

    public string Partner => Roll(3, 2) == 0 ? "alpen" : "nord";

    public string Program => new[] { "queueing", "queueing", "queueing", "queueing", "silent", "strict" }[Roll(4, 6)];

    /// <summary>Small ones are approved by a rule.</summary>
    public decimal Value => Roll(5, 3) == 0 ? 9_000m : 50_000m;

    /// <summary>Something that may be done with the deal as it is, more often than not.</summary>
    public DealCommand CommandFor(Registration deal, DealProgram program, Instant now)
    {
        var people = program.People.InOrder;
        var (partner, system) = (new Actor(ActorKind.Partner, deal.Partner), new Actor(ActorKind.Manufacturer, deal.Manufacturer));
        var approver = new Actor(ActorKind.Approver, people[Roll(6, people.Count)].Id);
        var (text, today) = (Roll(7, 12) == 0 ? " " : "Some text.", program.Calendar.DayOf(now));
        var net = new Money(10_000m + (Roll(8, 20) * 5_000.55m), "EUR");
        var line = new NetLines(deal, net);
        DealCommand won = new DealCommand.CloseWon(Roll(9, 3) == 0 ? system : partner, today.PlusDays(-Roll(10, 12)), "PO-1", net, []);
        DealCommand[] all =
        [
            new DealCommand.Withdraw(partner, null), new DealCommand.Revoke(system, text), new DealCommand.EraseContact(system),
            new DealCommand.CloseLost(partner, "price", null), new DealCommand.Refuse(approver, text), new DealCommand.Dispute(approver, text), won,
        ];
        DealCommand[] fitting = deal.Status switch
        {
            RegistrationStatus.PendingDecision =>
            [
                new DealCommand.Approve(approver, null), new DealCommand.Approve(approver, text), new DealCommand.Reject(approver, text),
                new DealCommand.RequestInformation(approver, text), new DealCommand.Withdraw(partner, null),
            ],
            RegistrationStatus.NeedsInformation => [new DealCommand.Answer(partner, text)],
            RegistrationStatus.Queued => [new DealCommand.Approve(approver, null), new DealCommand.Withdraw(partner, text)],
            RegistrationStatus.Approved when deal.Extension is { IsPending: true } => [new DealCommand.Grant(approver), new DealCommand.Refuse(approver, text), won],
            RegistrationStatus.Approved =>
            [
                new DealCommand.ReportProgress(partner, "Going on.", today.PlusDays(20), Roll(11, 2) == 0), new DealCommand.RequestExtension(partner, null),
                new DealCommand.RequestExtension(partner, text), won, won,
                new DealCommand.CloseLost(partner, "budget", text),
            ],
            RegistrationStatus.WonReported => [new DealCommand.Confirm(approver), new DealCommand.Confirm(system), new DealCommand.Dispute(approver, text)],
            RegistrationStatus.ClosedWon =>
            [
                new DealCommand.AddInvoice(system, $"R-{Roll(12, 5)}", today, line.Invoice), new DealCommand.AddInvoice(system, $"C-{Roll(12, 5)}", today, line.Credit),
            ],
            _ => all,
        };
        return Roll(13, 4) == 0 ? all[Roll(14, all.Length)] : fitting[Roll(14, fitting.Length)];
    }

    public override string ToString() => Kind switch
    {
        StepKind.Register => $"{Partner} registers customer {Customer} for {string.Join('+', Products)} in {Program} at {Value}",
        StepKind.Command => $"command {Number}",
        StepKind.Wait => $"{Hours} h pass",
        _ => $"{Partner} is ended",
    } + (CrashAt == 0 ? "" : $", crash {(CrashAfter ? "after" : "before")} call {CrashAt}, {OutageHours} h down");

    private int HashCode(int die)
    {
        var mixed = unchecked((uint)Number * 2_654_435_761u) ^ unchecked((uint)die * 40_503u * 65_537u);
        mixed = unchecked((mixed ^ (mixed >> 15)) * 2_246_822_519u);
        return (int)((mixed ^ (mixed >> 13)) & int.MaxValue);
    }

    private sealed record NetLines(Registration Deal, Money Net)
    {
        public ImmutableList<Domain.Closing.NetLine> Invoice => [new(Deal.Lead.Products[0], Net)];

        public ImmutableList<Domain.Closing.NetLine> Credit => [new(Deal.Lead.Products[^1], Money.Zero(Net.Currency) - new Money(7_500.25m, Net.Currency))];
    }
}

/// <summary>What can happen.</summary>
internal enum StepKind
{
    /// <summary>A partner registers.</summary>
    Register,

    /// <summary>Somebody does something with a deal.</summary>
    Command,

    /// <summary>Time passes.</summary>
    Wait,

    /// <summary>The manufacturer ends a partner.</summary>
    EndPartner,
}
