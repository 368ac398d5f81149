using DealFlow.Domain.Conflicts;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Mails;

namespace DealFlow.Web.Mails;

/// <summary>The conflict report explained, for the manufacturer's people only: each candidate, what agrees, and what that means.</summary>
internal static class ConflictSection
{
    private const int Most = 10;

    public static MailDraft Conflict(this MailDraft draft, DealMail mail)
    {
        var report = mail.Deal.Conflict;
        draft.Section("Conflict_Title");
        if (report is null)
            return draft.Say("Conflict_NotChecked");
        if (report.Failed)
            draft.Say("Conflict_Failed");
        if (report.Candidates.Count == 0)
            return report.Failed ? draft : draft.Say("Conflict_None");

        draft.SayCount("Conflict_Found", report.Candidates.Count);
        foreach (var candidate in report.Candidates.Take(Most))
            draft.Entry(draft.Title(candidate.Customer), Lines(draft, mail, candidate));
        if (report.Candidates.Count > Most)
            draft.Say("Conflict_More", draft.Format.Number(report.Candidates.Count - Most));
        return report.HeldBy is { } holder ? draft.Say("Conflict_HeldBy", holder.Value) : draft;
    }

    /// <summary>A customer with its place, as far as it is known.</summary>
    public static string Title(this MailDraft draft, CustomerFacts customer) =>
        string.Join(", ", new[] { customer.Name, customer.Address?.City, CountryNames.NameOf(customer.Country, draft.Texts.Language) }.Where(part => !string.IsNullOrWhiteSpace(part)));

    private static List<string> Lines(MailDraft draft, DealMail mail, ConflictCandidate candidate)
    {
        var texts = draft.Texts;
        var reasons = candidate.Match.Reasons.Select(texts.Reason);
        List<string> lines =
        [
            texts.Get("Candidate_" + candidate.Kind, candidate.Id, Owner(draft, mail, candidate), State(draft, candidate)),
            texts.Get("Candidate_Match",
                texts.Get("Verdict_" + candidate.Match.Verdict), draft.Format.Score(candidate.Match.Score), string.Join("; ", reasons)),
        ];
        if (candidate.Match.MatchedKeys.Count > 0)
            lines.Add(texts.Get("Candidate_Keys", string.Join(", ", candidate.Match.MatchedKeys)));
        return lines;
    }

    private static string Owner(MailDraft draft, DealMail mail, ConflictCandidate candidate) => candidate switch
    {
        { Owner: null or "" } => draft.Texts.Get("Candidate_Unowned"),
        { Kind: CandidateKind.Registration } => mail.OtherPartners.GetValueOrDefault(candidate.Owner, candidate.Owner),
        _ => draft.Program.People.Find(candidate.Owner)?.Name ?? candidate.Owner,
    };

    private static string State(MailDraft draft, ConflictCandidate candidate)
    {
        if (candidate.Won)
            return draft.Texts.Get("Candidate_Won");
        var state = candidate.State;
        return state.Length == 0 ? state : draft.Texts.Find("State_" + char.ToLowerInvariant(state[0]) + state[1..]) ?? state;
    }
}
