using DealFlow.Domain.Approval;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Privacy;
using DealFlow.Domain.Protection;

namespace DealFlow.Domain.Registrations;

using Commands = Dictionary<Type, (IReadOnlyList<ActorKind> By, IReadOnlyList<RegistrationStatus> In)>;

/// <summary>
/// The state machine of a deal: who may do what, and when. A command and a registration make a new registration or a refusal; nothing else
/// is looked at, and nothing is done.
/// </summary>
public static class Deal
{
    private static readonly RegistrationStatus[] Alive =
    [
        RegistrationStatus.Received, RegistrationStatus.PendingDecision, RegistrationStatus.NeedsInformation, RegistrationStatus.Queued,
        RegistrationStatus.Approved,
    ];

    private static readonly Commands Table = new()
    {
        [typeof(DealCommand.Answer)] = ([ActorKind.Partner], [RegistrationStatus.NeedsInformation]),
        [typeof(DealCommand.ReportProgress)] = ([ActorKind.Partner], [RegistrationStatus.Approved]),
        [typeof(DealCommand.RequestExtension)] = ([ActorKind.Partner], [RegistrationStatus.Approved]),
        [typeof(DealCommand.Withdraw)] = ([ActorKind.Partner], Alive),
        [typeof(DealCommand.Approve)] = ([ActorKind.Approver], [RegistrationStatus.PendingDecision]),
        [typeof(DealCommand.Reject)] = ([ActorKind.Approver], [RegistrationStatus.PendingDecision]),
        [typeof(DealCommand.RequestInformation)] = ([ActorKind.Approver], [RegistrationStatus.PendingDecision]),
        [typeof(DealCommand.Grant)] = ([ActorKind.Approver], [RegistrationStatus.Approved]),
        [typeof(DealCommand.Refuse)] = ([ActorKind.Approver], [RegistrationStatus.Approved]),
        [typeof(DealCommand.CloseWon)] = ([ActorKind.Partner, ActorKind.Manufacturer], [RegistrationStatus.Approved]),
        [typeof(DealCommand.Confirm)] = ([ActorKind.Approver, ActorKind.Manufacturer], [RegistrationStatus.WonReported]),
        [typeof(DealCommand.Dispute)] = ([ActorKind.Approver, ActorKind.Manufacturer], [RegistrationStatus.WonReported]),
        [typeof(DealCommand.CloseLost)] =
            ([ActorKind.Partner, ActorKind.Manufacturer], [RegistrationStatus.Approved, RegistrationStatus.WonReported]),
        [typeof(DealCommand.Revoke)] = ([ActorKind.Manufacturer], [RegistrationStatus.Approved]),
        [typeof(DealCommand.AddInvoice)] = ([ActorKind.Manufacturer], [RegistrationStatus.ClosedWon]),
        [typeof(DealCommand.EraseContact)] = ([ActorKind.Manufacturer], Enum.GetValues<RegistrationStatus>()),
    };

    /// <summary>Carries a command out, or refuses it.</summary>
    public static Outcome Handle(Registration deal, DealCommand command, DealContext context)
    {
        var (by, statuses) = Table[command.GetType()];
        if (!by.Contains(command.By.Kind))
            return new Refusal(RefusalKind.Role, $"Only the {string.Join(" or the ", by).ToLowerInvariant()} may do this.");
        if ((command.By.Kind is ActorKind.Approver ? command.By.Id : command.By.Person) is { } person && context.OfPartner.Contains(person))
            return new Refusal(RefusalKind.Role, "You belong to the partner that registered this deal, so you cannot decide it.");
        if (deal.Status is RegistrationStatus.Queued && command is (DealCommand.Approve or DealCommand.Reject or DealCommand.RequestInformation))
            return Refusal.State("Another registration holds this customer; this one is decided when its turn comes.");
        if (!statuses.Contains(deal.Status))
            return Refusal.State($"The registration is {Words.Of(deal.Status)}; this is possible only while it is {Words.AnyOf(statuses)}.");

        return WithStandIn(deal, command.By, context, Carry(deal, command, context));
    }

    /// <summary>A decision is that of the person who made it; the timeline says in whose place.</summary>
    private static Outcome WithStandIn(Registration deal, Actor by, DealContext context, Outcome outcome) =>
        by.Kind is ActorKind.Approver && outcome is Outcome.Changed { Registration: var after } && deal.Ask?.InPlaceOf(by.Id) is { } absent
            ? after.Note(context.Now, by, Happening.Delegated, $"{by.Id} has answered in place of {absent}.")
            : outcome;

    private static Outcome Carry(Registration deal, DealCommand command, DealContext context) => command switch
    {
        DealCommand.Answer answer => Questioning.Answer(deal, answer, context),
        DealCommand.ReportProgress progress => FollowingUp.Report(deal, progress, context),
        DealCommand.RequestExtension request => Extending.Request(deal, request, context),
        DealCommand.Withdraw withdraw => Ending.Withdraw(deal, withdraw, context),
        DealCommand.Approve approve => Deciding.Approve(deal, approve, context),
        DealCommand.Reject reject => Deciding.Reject(deal, reject, context),
        DealCommand.RequestInformation request => Questioning.Ask(deal, request, context),
        DealCommand.Grant grant => Extending.Grant(deal, grant, context),
        DealCommand.Refuse refuse => Extending.Refuse(deal, refuse, context),
        DealCommand.CloseWon won => Winning.Report(deal, won, context),
        DealCommand.Confirm confirm => Winning.Confirm(deal, confirm, context),
        DealCommand.Dispute dispute => Winning.Dispute(deal, dispute, context),
        DealCommand.CloseLost lost => Ending.Lose(deal, lost, context),
        DealCommand.Revoke revoke => Ending.Revoke(deal, revoke, context),
        DealCommand.AddInvoice invoice => Invoicing.Add(deal, invoice, context),
        DealCommand.EraseContact erase => ContactErasure.Handle(deal, erase, context),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "Not a command of a deal."),
    };
}
