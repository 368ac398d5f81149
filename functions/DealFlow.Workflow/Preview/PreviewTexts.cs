using System.Text.RegularExpressions;
using DealFlow.Domain.Registrations;

namespace DealFlow.Workflow.Preview;

/// <summary>What mails and events are, in a few English words.</summary>
internal static partial class PreviewTexts
{
    private static readonly Dictionary<EffectKind, string> Texts = new()
    {
        [EffectKind.Receipt] = "received, with the signed receipt",
        [EffectKind.AskDecision] = "please decide",
        [EffectKind.RemindDecision] = "reminder: please decide",
        [EffectKind.Approved] = "approved",
        [EffectKind.FollowUp] = "please follow up with the partner",
        [EffectKind.AskProgress] = "how is it going, is help wanted?",
        [EffectKind.GraceStarted] = "protection has ended, a win may still be reported",
        [EffectKind.ApprovedEvent] = "deal approved, to accrue",
        [EffectKind.ClosedEvent] = "deal won and confirmed",
    };

    public static string Of(Effect effect) => effect.Kind is EffectKind.ExpiryNotice
        ? effect.Round == 1 ? "protection ends tomorrow" : $"protection ends in {effect.Round} days"
        : Texts.GetValueOrDefault(effect.Kind) ?? InnerCapital().Replace(effect.Kind.ToString(), " $0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex InnerCapital();
}
