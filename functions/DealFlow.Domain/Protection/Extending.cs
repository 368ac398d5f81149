using DealFlow.Domain.Approval;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Domain.Protection;

/// <summary>
/// More time: asked before the end, decided by an approver. While it is pending protection goes on after the end, for as many business days as
/// the program gives to the decision; then it counts as refused. Whenever it is granted, protection ends at the old end plus the extension's days.
/// </summary>
internal static class Extending
{
    public static Outcome Request(Registration deal, DealCommand.RequestExtension command, DealContext context)
    {
        if (context.Program.Terms.Protection.Extension is not { } terms)
            return Refusal.State("This program knows no extensions.");
        if (deal.Extension is { IsPending: true })
            return Refusal.State("An extension is already asked for; wait for the answer.");
        if (deal.ExtensionsGranted >= terms.Count)
            return Refusal.State($"All extensions of this program ({terms.Count}) are used.");
        if (context.Now >= deal.Protection!.Until)
            return Refusal.State("Protection has ended; an extension must be asked for before the end.");

        var lapses = context.Program.Calendar.AddBusinessDays(deal.Protection.Until, terms.DecisionDays);
        var ask = AskClock.Start(AskPurpose.Extension, deal.NextRound(), context.Now, context.Program);
        deal = (deal with { Extension = new Extension(context.Now, command.Reason, lapses) })
            .Note(context.Now, command.By, Happening.ExtensionRequested, "The partner asks for more time.");
        return Asking.Open(deal, ask, context);
    }

    public static Outcome Grant(Registration deal, DealCommand.Grant command, DealContext context)
    {
        if (deal.Extension is not { IsPending: true } extension)
            return Refusal.State("No extension is pending.");
        var (terms, protection) = (context.Program.Terms.Protection, deal.Protection!);
        var window = ProtectionWindow.Through(
            protection.From, protection.LastDay.PlusDays(terms.Extension!.Days), terms.GraceDays, context.Program.Calendar.Zone);
        return (deal.CloseAsk() with
        {
            Protection = window,
            Extension = extension with { DecidedAt = context.Now, Outcome = ExtensionOutcome.Granted },
            ExtensionsGranted = deal.ExtensionsGranted + 1,
            FollowUp = deal.FollowUp with { LastNotice = LastPast(window, context), GraceTold = false },
        })
        .Note(context.Now, command.By, Happening.ExtensionGranted, $"Protected through {window.LastDay:uuuu-MM-dd}.")
        .Owe(EffectKind.ExtensionGranted, Audience.Partner);
    }

    /// <summary>The last notice of a window that would have been due already: the mail on the extension takes its place.</summary>
    private static int? LastPast(ProtectionWindow window, DealContext context) => context.Program.Terms.Protection.NoticeDays
        .Where(days => context.Program.Calendar.MorningOf(window.LastDay.PlusDays(-days)) <= context.Now)
        .Min(days => (int?)days);

    public static Outcome Refuse(Registration deal, DealCommand.Refuse command, DealContext context) =>
        deal.Extension is { IsPending: true }
            ? RefuseBy(deal, command.By, command.Reason, context.Now, context)
            : Refusal.State("No extension is pending.");

    /// <summary>Refused at <paramref name="at"/>, by a person or by silence.</summary>
    public static Registration RefuseBy(Registration deal, Actor by, string? reason, Instant at, DealContext context) =>
        Settle(deal, reason, at, context)
            .Note(context.Now, by, Happening.ExtensionRefused, reason ?? "The extension is not granted.")
            .Owe(EffectKind.ExtensionRefused, Audience.Partner);

    /// <summary>No longer pending from <paramref name="at"/> on, and not granted. Where protection went on only because it was, this is its end.</summary>
    public static Registration Settle(Registration deal, string? reason, Instant at, DealContext context)
    {
        var protection = deal.Protection!;
        var window = protection;
        if (at > protection.Until)
        {
            // Silence refuses at the very end of a local day, whose last instant is the one before.
            var lastDay = context.Program.Calendar.DayOf(at.Minus(Duration.Epsilon));
            window = ProtectionWindow.Through(protection.From, lastDay, context.Program.Terms.Protection.GraceDays, context.Program.Calendar.Zone)
                with
            { Until = at };
        }

        return deal.CloseAsk() with
        {
            Protection = window,
            Extension = deal.Extension! with { DecidedAt = at, Outcome = ExtensionOutcome.Refused, Answer = reason },
        };
    }
}
