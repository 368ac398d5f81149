using CsCheck;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Domain.Tests.Registrations;

/// <summary>Random lives of a deal: whatever is done, in whatever order, what must always hold does hold.</summary>
public sealed class RandomDealTests
{
    // A step waits some hours, perhaps with the clock asleep (an outage), then gives a command. Values are right or wrong at random.
    private static readonly Gen<(int Hours, bool Asleep, int Command, int By, int Value)> Step =
        Gen.Select(Gen.OneOf(Gen.Int[0, 30], Gen.Int[0, 40 * 24]), Gen.Bool, Gen.Int[0, 15], Gen.Int[0, 9], Gen.Int[0, 7]);

    private static readonly Given[] Starts =
    [
        Given.PendingDecision(), Given.Queued(), Given.Received(), Given.Approved(), Given.Approved("firewall", "storage"), Given.ExtensionPending(),
        Given.WonReported(), Given.ClosedWon(), Delivered(Given.ReceivedByFabrikam().CheckedClear()), Given.ReceivedByFabrikam().Checked(Given.MayBeAnother),
    ];

    private static readonly Gen<ProgramTerms> Terms = Gen.Select(
        Gen.Int[1, 4], Gen.Int[0, 3], Gen.Int[1, 3], Gen.Int[0, 4],
        Gen.Select(Gen.Int[1, 120], Gen.Bool, Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[1, 60]), Gen.Int[1, 5]).Select(
        (decide, remind, escalate, silence, protect, weeks) => Sample.Contoso.Terms with
        {
            Approval = new ApprovalTerms(
                decide, remind == 0 ? null : remind, escalate, 1, silence == 0 ? null : new SilenceTerms(silence), new QuestionTerms(3, 5, 10), []),
            Protection = new ProtectionTerms(
                protect.Item1, protect.Item2 ? ProtectionStart.Approval : ProtectionStart.Registration, protect.Item3,
                protect.Item4 == 0 ? null : new ExtensionTerms(protect.Item4, protect.Item5, 5), [30, 14, 7, 1]),
            FollowUp = new FollowUpTerms(weeks, DailyMailMode.Each),
        });

    private static readonly Gen<Given> Start = Gen.Select(Gen.Int[-10, Starts.Length - 1], Terms).Select((index, terms) =>
        index >= 0 ? Starts[index] : Delivered((Given.Received() with { Program = Sample.Contoso.With(_ => terms) }).CheckedClear()));

    [Fact]
    public void Handle_RandomLives_KeepWhatMustAlwaysHold() => Gen.Select(Start, Step.Array[1, 25]).Sample((given, steps) =>
    {
        foreach (var step in steps)
        {
            var before = given.Deal;
            given = given with { Now = given.Now + Duration.FromHours(step.Hours) };
            given = step.Asleep ? given : Delivered(given.Passed());
            if (given.When(Command(given, step.Command, step.By, step.Value)) is Outcome.Changed changed)
                given = given with { Deal = changed.Registration };
            AssertHolds(before, given.Deal);
            AssertClock(given);
        }
    }, iter: 300);

    [Fact]
    public void Pass_RandomOutages_TerminatesAndIsIdempotent() => Gen.Select(Start, Gen.Int[0, 400 * 24 * 60]).Sample((given, minutes) =>
    {
        var later = given with { Now = given.Now + Duration.FromMinutes(minutes) };
        AssertHolds(given.Deal, later.Passed().Deal);
        AssertClock(later);
    }, iter: 200);

    [Fact]
    public void Pass_InOneGoOrStepByStep_EndsInTheSameStatus() => Gen.Select(Gen.Int[0, Starts.Length - 1], Gen.Int[0, 400 * 24]).Sample((start, hours) =>
    {
        var given = Starts[start];
        var late = given with { Now = given.Now + Duration.FromHours(hours) };
        var onTime = given;
        while (Deadlines.Next(onTime.Deal, onTime.Program) is { } next && next <= late.Now)
            onTime = Delivered((onTime with { Now = Instant.Max(next, onTime.Now) }).Passed());
        Assert.Equal(onTime.Deal.Status, late.Passed().Deal.Status);
    }, iter: 150);

    /// <summary>The mails that ask are handed over, else silence would mean nothing.</summary>
    private static Given Delivered(Given given) => given with
    {
        Deal = given.Deal.WithoutOwed([.. given.Deal.Owed.Where(effect => effect.Kind is EffectKind.AskDecision).Select(effect => effect.Ordinal)]),
    };

    private static void AssertClock(Given given)
    {
        var once = given.Passed();
        Assert.Same(once.Deal, once.Passed().Deal);
        Assert.True(Deadlines.Next(once.Deal, once.Program) is not { } next || next > once.Now);
    }

    private static void AssertHolds(Registration before, Registration after)
    {
        if (before.HasEnded)
            Assert.Equal((before.Status, before.ClosedAt), (after.Status, after.ClosedAt));
        Assert.Equal(after.HasEnded, after.ClosedAt is not null);
        Assert.Equal(after.Decision?.Outcome is DecisionOutcome.Approve, after.Protection is not null);
        var asks = after.Status is RegistrationStatus.PendingDecision or RegistrationStatus.WonReported
            || after is { Status: RegistrationStatus.Approved, Extension.IsPending: true };
        Assert.Equal(asks, after.Ask is { IsOpen: true });
        Assert.Equal(after.Status is RegistrationStatus.NeedsInformation, after.Question is { Answer: null } && !after.HasEnded);
        Assert.Equal(after.Owed.Select(effect => effect.Ordinal).Distinct().Order(), after.Owed.Select(effect => effect.Ordinal));
        Assert.True(after.Owed.IsEmpty || after.Owed[^1].Ordinal <= after.EffectCount);
        var events = after.Owed.Where(effect => effect.To == Audience.Finance).Select(effect => effect.Round).ToList();
        Assert.Equal(Enumerable.Range(1, after.EventCount), events);
        Assert.True(after.Timeline.Take(before.Timeline.Count).SequenceEqual(before.Timeline));
        Assert.Equal(after.Timeline.Select(entry => entry.At).Order(), after.Timeline.Select(entry => entry.At));
        if (after.Protection is { } window)
            Assert.True(window.From < window.Until && window.Until <= window.GraceUntil);
        if (after.Closing is { } closing)
            Assert.True(closing.Invoices.Sum(invoice => invoice.Adds.Commission?.Amount.Amount ?? 0m) >= 0m);
    }

    private static DealCommand Command(Given given, int command, int by, int value)
    {
        Actor[] actors = [Given.Partner, Given.Anna, Given.System];
        var (right, text) = (actors[RightActor(command)], value == 0 ? " " : "Some text.");
        var actor = by < 8 ? right : actors[by - 8];
        var money = new Money(10_000m * value, given.Program.Terms.Currencies[0].Code);
        var today = given.Context.Today;
        return command switch
        {
            0 => new DealCommand.Answer(actor, text),
            1 => new DealCommand.ReportProgress(actor, text, today.PlusDays(value - 1), value > 4),
            2 => new DealCommand.RequestExtension(actor, text),
            3 => value > 5 ? new DealCommand.Withdraw(actor, text) : new DealCommand.Approve(Given.Anna, null),
            4 => new DealCommand.Approve(actor, null),
            5 => value > 5 ? new DealCommand.Reject(actor, text) : new DealCommand.RequestInformation(actor, text),
            6 => new DealCommand.RequestInformation(actor, text),
            7 => new DealCommand.Grant(actor),
            8 => new DealCommand.Refuse(actor, text),
            9 or 10 => new DealCommand.CloseWon(actor, today.PlusDays(1 - (value * value)), "PO-1", money, []),
            11 => new DealCommand.Confirm(actor),
            12 => new DealCommand.Dispute(actor, text),
            13 => value > 5 ? new DealCommand.CloseLost(actor, value == 6 ? "price" : "x", text) : new DealCommand.Dispute(actor, text),
            14 => value > 5 ? new DealCommand.Revoke(actor, text) : new DealCommand.RequestExtension(Given.Partner, null),
            _ => new DealCommand.AddInvoice(
                actor, $"R-{value}-{given.Deal.EventCount}", today,
                [new(given.Deal.Lead.Products[0], value < 3 ? Money.Zero(money.Currency) - money : money)]),
        };
    }

    private static int RightActor(int command) => command switch
    {
        <= 3 or 9 => 0,
        4 or 5 or 6 or 7 or 8 or 11 or 12 => 1,
        _ => 2,
    };
}
