using DealFlow.Domain.Registrations;

namespace DealFlow.Domain.Tests.Registrations;

/// <summary>Who may do what, when, and what comes of it: each command, each status, each kind of actor.</summary>
public sealed class CommandTableTests
{
    private const string Won = "WinConfirmed:partner WinConfirmed:observers ClosedEvent:finance MoveQueue:queue";
    private const string Lost = "Lost:partner Lost:person:anna MoveQueue:queue";

    // command, by, in, leads to, on the timeline, owed. "extending" is approved with a pending extension, "grace" approved after the end.
    private static readonly (string Command, string By, string In, string To, string What, string Owed)[] Allowed =
    [
        ("answer", "partner", "needsInformation", "pendingDecision", "answered asked", "AskDecision:person:anna"),
        ("progress", "partner", "approved", "approved", "progress", ""),
        ("progress", "partner", "extending", "approved", "progress", ""),
        ("progress", "partner", "grace", "approved", "progress", ""),
        ("help", "partner", "approved", "approved", "progress helpWanted", "HelpWanted:person:anna"),
        ("help", "partner", "extending", "approved", "progress helpWanted", "HelpWanted:person:anna"),
        ("help", "partner", "grace", "approved", "progress helpWanted", "HelpWanted:person:anna"),
        ("extension", "partner", "approved", "approved", "extensionRequested", "AskExtension:person:anna"),
        ("withdraw", "partner", "received", "withdrawn", "withdrawn", "Withdrawn:partner MoveQueue:queue"),
        ("withdraw", "partner", "pendingDecision", "withdrawn", "withdrawn", "Withdrawn:partner Withdrawn:person:anna MoveQueue:queue"),
        ("withdraw", "partner", "needsInformation", "withdrawn", "withdrawn", "Withdrawn:partner Withdrawn:person:anna MoveQueue:queue"),
        ("withdraw", "partner", "queued", "withdrawn", "withdrawn", "Withdrawn:partner MoveQueue:queue"),
        ("withdraw", "partner", "approved", "withdrawn", "withdrawn", "Withdrawn:partner Withdrawn:person:anna MoveQueue:queue"),
        ("withdraw", "partner", "extending", "withdrawn", "withdrawn", "Withdrawn:partner Withdrawn:person:anna MoveQueue:queue"),
        ("withdraw", "partner", "grace", "withdrawn", "withdrawn", "Withdrawn:partner Withdrawn:person:anna MoveQueue:queue"),
        ("approve", "approver", "pendingDecision", "approved", "approved", "Approved:partner Approved:observers ApprovedEvent:finance"),
        ("reject", "approver", "pendingDecision", "rejected", "rejected", "Rejected:partner MoveQueue:queue"),
        ("requestInformation", "approver", "pendingDecision", "needsInformation", "informationRequested", "QuestionAsked:partner"),
        ("grant", "approver", "extending", "approved", "extensionGranted", "ExtensionGranted:partner"),
        ("refuse", "approver", "extending", "approved", "extensionRefused", "ExtensionRefused:partner"),
        ("closeWon", "partner", "approved", "wonReported", "winReported", "AskConfirmation:person:anna"),
        ("closeWon", "partner", "extending", "wonReported", "winReported", "AskConfirmation:person:anna"),
        ("closeWon", "partner", "grace", "wonReported", "winReported", "AskConfirmation:person:anna"),
        ("closeWon", "manufacturer", "approved", "closedWon", "winConfirmed", Won),
        ("closeWon", "manufacturer", "extending", "closedWon", "winConfirmed", Won),
        ("closeWon", "manufacturer", "grace", "closedWon", "winConfirmed", Won),
        ("confirm", "approver", "wonReported", "closedWon", "winConfirmed", Won),
        ("confirm", "manufacturer", "wonReported", "closedWon", "winConfirmed", Won),
        ("dispute", "approver", "wonReported", "approved", "winDisputed", "WinDisputed:partner"),
        ("dispute", "manufacturer", "wonReported", "approved", "winDisputed", "WinDisputed:partner"),
        ("closeLost", "partner", "approved", "closedLost", "lost", Lost),
        ("closeLost", "partner", "extending", "closedLost", "lost", Lost),
        ("closeLost", "partner", "grace", "closedLost", "lost", Lost),
        ("closeLost", "partner", "wonReported", "closedLost", "lost", Lost),
        ("closeLost", "manufacturer", "approved", "closedLost", "lost", Lost),
        ("closeLost", "manufacturer", "extending", "closedLost", "lost", Lost),
        ("closeLost", "manufacturer", "grace", "closedLost", "lost", Lost),
        ("closeLost", "manufacturer", "wonReported", "closedLost", "lost", Lost),
        ("revoke", "manufacturer", "approved", "revoked", "revoked", "Revoked:partner MoveQueue:queue"),
        ("revoke", "manufacturer", "extending", "revoked", "revoked", "Revoked:partner MoveQueue:queue"),
        ("revoke", "manufacturer", "grace", "revoked", "revoked", "Revoked:partner MoveQueue:queue"),
        ("invoice", "manufacturer", "closedWon", "closedWon", "invoiced", "InvoicedEvent:finance"),
        ("eraseContact", "manufacturer", "received", "received", "contactErased", ""),
        ("eraseContact", "manufacturer", "pendingDecision", "pendingDecision", "contactErased", ""),
        ("eraseContact", "manufacturer", "needsInformation", "needsInformation", "contactErased", ""),
        ("eraseContact", "manufacturer", "queued", "queued", "contactErased", ""),
        ("eraseContact", "manufacturer", "approved", "approved", "contactErased", ""),
        ("eraseContact", "manufacturer", "extending", "approved", "contactErased", ""),
        ("eraseContact", "manufacturer", "grace", "approved", "contactErased", ""),
        ("eraseContact", "manufacturer", "wonReported", "wonReported", "contactErased", ""),
        ("eraseContact", "manufacturer", "rejected", "rejected", "contactErased", ""),
        ("eraseContact", "manufacturer", "incomplete", "incomplete", "contactErased", ""),
        ("eraseContact", "manufacturer", "withdrawn", "withdrawn", "contactErased", ""),
        ("eraseContact", "manufacturer", "closedWon", "closedWon", "contactErased", ""),
        ("eraseContact", "manufacturer", "closedLost", "closedLost", "contactErased", ""),
        ("eraseContact", "manufacturer", "expired", "expired", "contactErased", ""),
        ("eraseContact", "manufacturer", "revoked", "revoked", "contactErased", ""),
    ];

    private static readonly string[] States =
    [
        "received", "pendingDecision", "needsInformation", "queued", "approved", "extending", "grace", "wonReported",
        "rejected", "incomplete", "withdrawn", "closedWon", "closedLost", "expired", "revoked",
    ];

    public static TheoryData<string, string> EveryCommandInEveryState()
    {
        var data = new TheoryData<string, string>();
        foreach (var command in Allowed.Select(row => row.Command).Distinct())
            foreach (var state in States)
                data.Add(command, state);
        return data;
    }

    public static TheoryData<string, string> EveryAllowedRow()
    {
        var data = new TheoryData<string, string>();
        foreach (var row in Allowed)
            data.Add(row.Command + " by " + row.By, row.In);
        return data;
    }

    [Theory]
    [MemberData(nameof(EveryAllowedRow))]
    public void Handle_AllowedCommand_LeadsToStatusTimelineAndEffects(string commandBy, string state)
    {
        var row = Allowed.Single(row => row.Command + " by " + row.By == commandBy && row.In == state);
        var before = Given.In(state).Settled();

        var after = before.Did(Command(row.Command, ActorOf(row.By)));

        Assert.Equal(row.To, Words.Of(after.Deal.Status));
        Assert.Equal(row.What, string.Join(' ', after.Happened.Skip(before.Happened.Count)));
        Assert.Equal(row.Owed, string.Join(' ', after.Owed));
        Assert.Equal(ActorOf(row.By).ToString(), after.Deal.Timeline[before.Happened.Count].By);
        Assert.All(after.Deal.Timeline.Skip(before.Happened.Count), entry => Assert.Equal(before.Now, entry.At));
    }

    [Theory]
    [MemberData(nameof(EveryCommandInEveryState))]
    public void Handle_AnyActorInAnyState_RefusesRoleThenState(string command, string state)
    {
        var given = Given.In(state);
        var may = Allowed.Where(row => row.Command == command).Select(row => row.By).ToHashSet();
        foreach (var by in new[] { "partner", "approver", "manufacturer", "rule", "clock" })
        {
            if (Allowed.Any(row => (row.Command, row.By, row.In) == (command, by, state)))
                continue;

            var refusal = given.Refused(Command(command, ActorOf(by)));

            Assert.Equal(may.Contains(by) ? RefusalKind.State : RefusalKind.Role, refusal.Kind);
            Assert.Null(refusal.Path);
            Assert.NotEmpty(refusal.Text);
        }
    }

    [Fact]
    public void Handle_ApproveInQueue_SaysThatAnotherHoldsTheCustomer() =>
        Assert.Contains("Another registration", Given.Queued().Refused(new DealCommand.Approve(Given.Anna, null)).Text, StringComparison.Ordinal);

    private static Actor ActorOf(string by) => by switch
    {
        "partner" => Given.Partner,
        "approver" => Given.Anna,
        "manufacturer" => Given.System,
        "rule" => Actor.Rule("silence"),
        _ => Actor.Clock,
    };

    private static DealCommand Command(string name, Actor by) => name switch
    {
        "answer" => new DealCommand.Answer(by, "The large one."),
        "progress" => new DealCommand.ReportProgress(by, "Offer sent.", null, false),
        "help" => new DealCommand.ReportProgress(by, "Stuck.", null, true),
        "extension" => new DealCommand.RequestExtension(by, null),
        "withdraw" => new DealCommand.Withdraw(by, null),
        "approve" => new DealCommand.Approve(by, null),
        "reject" => new DealCommand.Reject(by, "No budget."),
        "requestInformation" => new DealCommand.RequestInformation(by, "Which model?"),
        "grant" => new DealCommand.Grant(by),
        "refuse" => new DealCommand.Refuse(by, null),
        "closeWon" => Commands.Won(by),
        "confirm" => new DealCommand.Confirm(by),
        "dispute" => new DealCommand.Dispute(by, "Other amount."),
        "closeLost" => new DealCommand.CloseLost(by, "price", null),
        "revoke" => new DealCommand.Revoke(by, "Wrong customer."),
        "eraseContact" => new DealCommand.EraseContact(by),
        "invoice" => Commands.Invoice("R-1", ("firewall", 1_000m)) with { By = by },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
