using DealFlow.Domain.Approval;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Domain.Closing;

/// <summary>The endings that are no win.</summary>
internal static class Ending
{
    public static Outcome Withdraw(Registration deal, DealCommand.Withdraw command, DealContext context)
    {
        IEnumerable<string> concerned = deal.Status switch
        {
            RegistrationStatus.PendingDecision => deal.Ask!.Persons,
            RegistrationStatus.NeedsInformation => [deal.Question!.ByPerson],
            RegistrationStatus.Approved when deal.Ask is { IsOpen: true } ask => ask.Persons.Prepend(deal.Carer(context)).Distinct(),
            RegistrationStatus.Approved => [deal.Carer(context)],
            _ => [],
        };
        return deal
            .Note(context.Now, command.By, Happening.Withdrawn, command.Reason ?? "The partner has withdrawn the registration.")
            .Owe(EffectKind.Withdrawn, Audience.Partner)
            .OweToAll(EffectKind.Withdrawn, concerned, 0)
            .End(RegistrationStatus.Withdrawn, context.Now);
    }

    public static Outcome Lose(Registration deal, DealCommand.CloseLost command, DealContext context)
    {
        if (!LossReasons.All.Contains(command.Reason))
            return Refusal.Value("reason", $"Name one of {string.Join(", ", LossReasons.All)}.");
        var closing = new DealClosing
        {
            Outcome = ClosingOutcome.Lost,
            ReportedAt = context.Now,
            ReportedBy = command.By.ToString(),
            LossReason = command.Reason,
            Comment = command.Comment,
        };
        return (deal with { Closing = closing })
            .Note(context.Now, command.By, Happening.Lost, $"Lost: {command.Reason}.")
            .Owe(EffectKind.Lost, Audience.Partner)
            .Owe(EffectKind.Lost, Audience.Person(deal.Carer(context)))
            .End(RegistrationStatus.ClosedLost, context.Now);
    }

    public static Outcome Revoke(Registration deal, DealCommand.Revoke command, DealContext context) => string.IsNullOrWhiteSpace(command.Reason)
        ? Refusal.Value("reason", "Say why; the partner is told.")
        : deal
            .Note(context.Now, command.By, Happening.Revoked, command.Reason)
            .Owe(EffectKind.Revoked, Audience.Partner)
            .End(RegistrationStatus.Revoked, context.Now);

    public static Registration Expire(Registration deal, DealContext context) => deal
        .Note(context.Now, Actor.Clock, Happening.Expired, "No win was reported by the end of protection and grace.")
        .Owe(EffectKind.Expired, Audience.Partner)
        .Owe(EffectKind.Expired, Audience.Person(deal.Carer(context)))
        .End(RegistrationStatus.Expired, context.Now);
}
