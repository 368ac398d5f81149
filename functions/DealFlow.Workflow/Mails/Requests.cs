using DealFlow.Domain.Approval;
using DealFlow.Domain.Registrations;

namespace DealFlow.Workflow.Mails;

/// <summary>The mails that ask a person of the manufacturer for an answer, or remind it.</summary>
internal static class Requests
{
    /// <summary>What the effect asks for; null: it asks nothing.</summary>
    public static AskPurpose? PurposeOf(EffectKind kind) => kind switch
    {
        EffectKind.AskDecision or EffectKind.RemindDecision => AskPurpose.Decide,
        EffectKind.AskExtension or EffectKind.RemindExtension => AskPurpose.Extension,
        EffectKind.AskConfirmation or EffectKind.RemindConfirmation => AskPurpose.Confirm,
        _ => null,
    };

    /// <summary>Whether the effect asks for what is answered by now, withdrawn, or asked anew in a later round: its mail would offer nothing to do.</summary>
    public static bool IsOver(Registration deal, Effect effect) =>
        PurposeOf(effect.Kind) is { } purpose && deal.Ask?.WaitsFor(purpose, effect.Round) is not true;
}
