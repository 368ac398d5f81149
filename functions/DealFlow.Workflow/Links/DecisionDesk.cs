using DealFlow.Domain.Approval;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Workflow.Links;

/// <summary>
/// Decisions by mailed links, and by people who have signed in. A link is good for one person, one matter and one round: a decision, a new round,
/// the person's leaving or the end of the deal makes it void. Who has signed in decides what the person is asked at that moment, by the same rules.
/// </summary>
public sealed class DecisionDesk(TokenSigner signer, IRegistrationStore store, DealDesk desk)
{
    /// <summary>What a link is good for now. Looks only; nothing is changed.</summary>
    public async Task<DecisionLink> OpenAsync(string? text, CancellationToken cancellation)
    {
        if (!signer.TryRead(text, out var token) || PurposeOf(token) is not { } purpose || !RegistrationId.TryParse(token.Subject, out var id)
            || await store.FindAsync(id, cancellation) is not { Registration: var deal })
            return new DecisionLink.Unknown();
        var context = await desk.ContextAsync(deal, cancellation);
        return Judge(token, purpose, Deadlines.Pass(deal, context), context);
    }

    /// <summary>Decides. The conditional write uses the link up; of two at once one wins, and the other is refused.</summary>
    public async Task<DecisionResult> DecideAsync(DecisionDraft draft, CancellationToken cancellation)
    {
        var link = await OpenAsync(draft.Token, cancellation);
        if (link is DecisionLink.Void ended)
            return new DecisionResult.Void(ended.Registration, ended.Text);
        return link is DecisionLink.Open open ? await DecideAsync(open, draft, cancellation) : new DecisionResult.Unknown();
    }

    /// <summary>What a person of the program is asked on a registration now; null: nothing.</summary>
    public static DecisionLink.Open? OpenTo(Person person, Registration deal, DealContext context)
    {
        var belongsToPartner = context.OfPartner.Contains(person.Id);
        return deal.Ask is { IsOpen: true } ask && (belongsToPartner || ask.Persons.Contains(person.Id))
            ? new DecisionLink.Open(deal, context.Program, ask, person, belongsToPartner) { Context = context }
            : null;
    }

    /// <summary>Decides what was open. Refused where somebody was faster, or another round has begun.</summary>
    public async Task<DecisionResult> DecideAsync(DecisionLink.Open open, DecisionDraft draft, CancellationToken cancellation)
    {
        var by = new Actor(ActorKind.Approver, open.Person.Id);
        if (CommandOf(draft, open.Ask.Purpose, by) is not { } command)
            return new DecisionResult.Refused(
                new Refusal(RefusalKind.Value, $"Here one can {string.Join(", ", ChoicesOf(open.Ask.Purpose))}.", "decision"), open.Registration);

        var result = await desk.HandleAsync(
            open.Registration.Id,
            (deal, context) => open.BelongsToPartner || deal.Ask?.WaitsFor(open.Ask.Purpose, open.Ask.Round) is true
                ? Deal.Handle(deal, command, context)
                : new Refusal(RefusalKind.State, "Somebody else was faster: " + Words.Of(deal.Status) + "."),
            cancellation);
        return result switch
        {
            DeskResult.Done done => new DecisionResult.Done(done.Registration),
            DeskResult.Refused refused => new DecisionResult.Refused(refused.Refusal, refused.Registration),
            _ => new DecisionResult.Unknown(),
        };
    }

    /// <summary>The choices that a matter offers, in the words of the API.</summary>
    public static IReadOnlyList<string> ChoicesOf(AskPurpose purpose) => purpose switch
    {
        AskPurpose.Decide => ["approve", "reject", "requestInformation"],
        AskPurpose.Extension => ["grant", "refuse"],
        _ => ["confirm", "dispute"],
    };

    private static DecisionLink Judge(SignedToken token, AskPurpose purpose, Registration deal, DealContext context)
    {
        var program = context.Program;
        if (program.People.Find(token.Person) is not { } person)
            return new DecisionLink.Void(deal, program, "You no longer decide for this program.");
        if (OpenTo(person, deal, context) is not { } open || open.Ask.Purpose != purpose || open.Ask.Round != token.Round)
            return new DecisionLink.Void(deal, program, DecidedText(deal, purpose));
        return token.ExpiresAt <= context.Now
            ? new DecisionLink.Void(deal, program, "This link has expired; the newest mail has a new one.")
            : open;
    }

    private static string DecidedText(Registration deal, AskPurpose purpose) => purpose switch
    {
        AskPurpose.Decide when deal.Decision is { } decision =>
            $"{(decision.Outcome is DecisionOutcome.Approve ? "Approved" : "Rejected")} by {decision.By ?? $"the rule {decision.Rule}"}. The registration is {Words.Of(deal.Status)}.",
        AskPurpose.Extension when deal.Extension is { Outcome: { } outcome } => $"The extension was {outcome.ToString().ToLowerInvariant()}.",
        AskPurpose.Confirm when deal.Closing?.ConfirmedBy is { } by => $"The win was confirmed by {by}.",
        AskPurpose.Confirm when deal.Timeline.LastOrDefault(entry => entry.What is Happening.WinDisputed) is { } disputed =>
            $"The win was disputed by {disputed.By}. The registration is {Words.Of(deal.Status)}.",
        _ => $"Nothing is asked here any more. The registration is {Words.Of(deal.Status)}.",
    };

    private static AskPurpose? PurposeOf(SignedToken token) => token.Purpose switch
    {
        TokenPurpose.Decide => AskPurpose.Decide,
        TokenPurpose.Extension => AskPurpose.Extension,
        TokenPurpose.Confirm => AskPurpose.Confirm,
        _ => null,
    };

    private static DealCommand? CommandOf(DecisionDraft draft, AskPurpose purpose, Actor by) => (purpose, draft.Decision) switch
    {
        (AskPurpose.Decide, "approve") => new DealCommand.Approve(by, draft.Reason),
        (AskPurpose.Decide, "reject") => new DealCommand.Reject(by, draft.Reason),
        (AskPurpose.Decide, "requestInformation") => new DealCommand.RequestInformation(by, draft.Question),
        (AskPurpose.Extension, "grant") => new DealCommand.Grant(by),
        (AskPurpose.Extension, "refuse") => new DealCommand.Refuse(by, draft.Reason),
        (AskPurpose.Confirm, "confirm") => new DealCommand.Confirm(by),
        (AskPurpose.Confirm, "dispute") => new DealCommand.Dispute(by, draft.Reason),
        _ => null,
    };
}

/// <summary>What somebody decides by a link.</summary>
public sealed record DecisionDraft(string? Token, string? Decision, string? Reason, string? Question);

/// <summary>What a link is good for.</summary>
public abstract record DecisionLink
{
    private DecisionLink() { }

    /// <summary>Not signed by us, or for something else.</summary>
    public sealed record Unknown : DecisionLink;

    /// <summary>Used, superseded or expired; the text says what was decided.</summary>
    public sealed record Void(Registration Registration, DealProgram Program, string Text) : DecisionLink;

    /// <summary>The person may decide now. <paramref name="BelongsToPartner"/>: but not this deal.</summary>
    public sealed record Open(Registration Registration, DealProgram Program, Ask Ask, Person Person, bool BelongsToPartner) : DecisionLink
    {
        /// <summary>What the domain looks at when it judges an answer now.</summary>
        public required DealContext Context { get; init; }
    }
}

/// <summary>What became of a decision.</summary>
public abstract record DecisionResult
{
    private DecisionResult() { }

    /// <summary>Decided.</summary>
    public sealed record Done(Registration Registration) : DecisionResult;

    /// <summary>Refused by the domain.</summary>
    public sealed record Refused(Refusal Refusal, Registration Registration) : DecisionResult;

    /// <summary>The link is no longer good.</summary>
    public sealed record Void(Registration Registration, string Text) : DecisionResult;

    /// <summary>The link is not ours.</summary>
    public sealed record Unknown : DecisionResult;
}
