using DealFlow.Domain.Approval;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Protection;
using DealFlow.Domain.Registrations;

namespace DealFlow.Domain.Closing;

/// <summary>A win: reported by the partner and confirmed by the manufacturer, or closed by the manufacturer itself.</summary>
internal static class Winning
{
    public static Outcome Report(Registration deal, DealCommand.CloseWon command, DealContext context)
    {
        if (Problem(deal, command, context) is { } problem)
            return problem;
        deal = SettlePendingExtension(deal, context);
        deal = deal with { Closing = ClosingOf(deal, command, context) };
        if (command.By.Kind is ActorKind.Manufacturer)
            return ConfirmBy(deal, command.By, context);

        var ask = AskClock.Start(AskPurpose.Confirm, deal.NextRound(), context.Now, context.Program);
        deal = (deal with { Status = RegistrationStatus.WonReported }).Note(context.Now, command.By, Happening.WinReported, "The partner reports a win.");
        return Asking.Open(deal, ask, context, deal.Carer(context.Program));
    }

    public static Outcome Confirm(Registration deal, DealCommand.Confirm command, DealContext context) => ConfirmBy(deal, command.By, context);

    /// <summary>Approved again. The partner has the program's grace, counted from now, to report a win that was signed in time once more.</summary>
    public static Outcome Dispute(Registration deal, DealCommand.Dispute command, DealContext context)
    {
        if (string.IsNullOrWhiteSpace(command.Reason))
            return Refusal.Value("reason", "Say what is wrong, so that the partner can mend it.");
        var protection = deal.Protection!;
        var again = ProtectionWindow.Through(
            protection.From, context.Today, context.Program.Terms.Protection.GraceDays, context.Program.Calendar.Zone).GraceUntil;
        return (deal.CloseAsk() with
        {
            Status = RegistrationStatus.Approved,
            Closing = null,
            Protection = again > protection.GraceUntil ? protection with { GraceUntil = again } : protection,
        })
        .Note(context.Now, command.By, Happening.WinDisputed, command.Reason)
        .Owe(EffectKind.WinDisputed, Audience.Partner);
    }

    private static Registration ConfirmBy(Registration deal, Actor by, DealContext context) =>
        (deal with { Closing = deal.Closing! with { ConfirmedBy = by.ToString() } })
        .Note(context.Now, by, Happening.WinConfirmed, "The win is confirmed.")
        .Owe(EffectKind.WinConfirmed, Audience.Partner)
        .Owe(EffectKind.WinConfirmed, Audience.Observers)
        .OweEvent(EffectKind.ClosedEvent, context)
        .End(RegistrationStatus.ClosedWon, context.Now);

    private static DealClosing ClosingOf(Registration deal, DealCommand.CloseWon command, DealContext context) => new()
    {
        Outcome = ClosingOutcome.Won,
        ReportedAt = context.Now,
        ReportedBy = command.By.ToString(),
        SignedOn = command.SignedOn,
        OrderNumber = command.OrderNumber,
        NetAmount = command.NetAmount,
        Lines = command.Lines,
        AtSignature = command.SignedOn <= deal.Protection!.LastDay ? AtSignature.Protected : AtSignature.Grace,
        Payout = IncentiveRules.Reckon(deal.Incentives, context.Program.Terms.Incentives, command.NetAmount, command.Lines),
    };

    private static Refusal? Problem(Registration deal, DealCommand.CloseWon command, DealContext context)
    {
        if (command.SignedOn > context.Today)
            return Refusal.Value("signedOn", $"The signature lies in the future; today is {context.Today:uuuu-MM-dd}.");
        if (context.Program.Calendar.DayOf(deal.ReceivedAt) is var receivedOn && command.SignedOn < receivedOn)
            return Refusal.Value("signedOn", $"The registration was received on {receivedOn:uuuu-MM-dd}; a deal that was signed before is not covered by it.");
        if (command.SignedOn > LastProtectedDay(deal, context))
            return Refusal.Value("signedOn", $"The deal was protected through {deal.Protection!.LastDay:uuuu-MM-dd}; it must have been signed by then.");
        if (context.Program.Terms.Currency(command.NetAmount.Currency) is null)
            return Refusal.Value("netAmount.currency", "This program does not pay in this currency.");
        if (command.NetAmount.Amount <= 0 || !command.NetAmount.FitsCurrency)
            return Refusal.Value("netAmount.amount", "Give the net of the order, above zero, with no more digits than its currency has.");
        if (command.Lines.Any(line => !deal.Lead.Products.Contains(line.Product)))
            return Refusal.Value("lines", $"Lines name products of this registration: {string.Join(", ", deal.Lead.Products)}.");
        if (command.Lines.Any(line => line.Net.Currency != command.NetAmount.Currency))
            return Refusal.Value("lines", "Lines have the currency of netAmount.");
        if (!command.Lines.All(line => line.Net.FitsCurrency))
            return Refusal.Value("lines", "Lines have no more digits than their currency has.");
        if (command.Lines.Count > 0 && command.Lines.Sum(line => line.Net.Amount) != command.NetAmount.Amount)
            return Refusal.Value("lines", "The lines must add up to netAmount.");
        if (command.Lines.Count == 0 && IncentiveRules.NeedsLines(deal.Incentives, deal.Lead.Products))
            return Refusal.Value("lines", "Give the net of each product: the commission is paid on some of them only.");
        return null;
    }

    /// <summary>While an extension is pending protection goes on.</summary>
    private static NodaTime.LocalDate LastProtectedDay(Registration deal, DealContext context)
    {
        var lastDay = deal.Protection!.LastDay;
        return deal.Extension is { IsPending: true } && context.Today > lastDay ? context.Today : lastDay;
    }

    /// <summary>A win makes the question of more time void.</summary>
    private static Registration SettlePendingExtension(Registration deal, DealContext context) =>
        deal.Extension is { IsPending: true } ? Extending.Settle(deal, "The deal was won.", context.Now, context) : deal;
}
