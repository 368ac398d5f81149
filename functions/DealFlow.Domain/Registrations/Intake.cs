using DealFlow.Domain.Approval;
using DealFlow.Domain.Programs;
using NodaTime;

namespace DealFlow.Domain.Registrations;

/// <summary>How a registration begins.</summary>
public static class Intake
{
    /// <summary>A registration as it is accepted: the receipt is owed. The store gives it its sequence.</summary>
    public static Registration Receive(RegistrationId id, DealProgram program, string partner, Lead lead, Instant now) => new Registration
    {
        Id = id,
        Program = program.Id,
        ProgramVersion = program.Version,
        Manufacturer = program.Manufacturer.Id,
        Partner = partner,
        ReceivedAt = now,
        TurnAt = now,
        Lead = lead,
    }
    .Note(now, new Actor(ActorKind.Partner, partner), Happening.Received, "Received; the customer is held while it is checked.")
    .Owe(EffectKind.Receipt, Audience.Partner);

    /// <summary>When the decision is promised; null where it waits for its turn or for the partner's answer.</summary>
    public static Instant? DecisionDueAt(Registration deal, DealProgram program) => deal switch
    {
        { Status: RegistrationStatus.Queued or RegistrationStatus.NeedsInformation } => null,
        { Status: RegistrationStatus.Received } => AskClock.Start(AskPurpose.Decide, 1, deal.TurnAt, program).DueAt,
        { Ask: { Purpose: AskPurpose.Decide } ask } => ask.DueAt,
        _ => null,
    };
}
