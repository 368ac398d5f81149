using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Reading;

namespace DealFlow.Web.Pages;

/// <summary>The conflict report in the words of a salesperson: who holds the customer, and each candidate beside the registration.</summary>
internal sealed class ConflictExplained(PageReader reader, DealProgram program, IReadOnlyDictionary<string, string> partnerNames)
{
    private readonly ReaderTexts _texts = reader.Texts;

    public ConflictPart Of(Registration deal)
    {
        if (deal.Conflict is not { } report)
            return new ConflictPart([_texts.Get("Conflict_NotChecked")], []);
        List<string> sentences = [];
        if (report.Failed)
            sentences.Add(_texts.Get("Conflict_Failed"));
        if (report.HeldBy is { } holder)
            sentences.Add(Holder(report, holder.Value));
        if (report.Candidates.Count > 0)
            sentences.Add(_texts.Get(report.Candidates.Count == 1 ? "Conflict_Found_one" : "Conflict_Found_many", reader.Format.Number(report.Candidates.Count)));
        else if (sentences.Count == 0)
            sentences.Add(_texts.Get("Conflict_None"));
        return new ConflictPart(sentences, [.. report.Candidates.Select(candidate => Candidate(deal.Lead.Customer, candidate))]);
    }

    private string Holder(ConflictReport report, string holder) =>
        report.Candidates.FirstOrDefault(candidate => candidate.Kind is CandidateKind.Registration && candidate.Id == holder) is { Owner: not null } candidate
            ? _texts.Get("Conflict_HeldByOwner", holder, Owner(candidate))
            : _texts.Get("Conflict_HeldBy", holder);

    private CandidatePart Candidate(CustomerFacts ours, ConflictCandidate candidate) => new(
        candidate.Customer.Name,
        _texts.Get("Candidate_" + candidate.Kind, candidate.Id, Owner(candidate), State(candidate)),
        _texts.Get("Candidate_Match", _texts.Get("Verdict_" + candidate.Match.Verdict), reader.Format.Score(candidate.Match.Score)),
        [.. candidate.Match.Reasons.Select(_texts.Reason)],
        [.. Rows(ours, candidate.Customer).Where(row => row.This is not null || row.Other is not null)])
    {
        Key = (candidate.Kind, candidate.Id),
    };

    private IEnumerable<ComparedFact> Rows(CustomerFacts ours, CustomerFacts other) =>
    [
        Row("Customer", ours.Name, other.Name),
        Row("Country", CountryOf(ours), CountryOf(other)),
        Row("Domain", ours.Domain, other.Domain),
        Row("VatId", ours.VatId, other.VatId),
        Row("RegistrationNumber", ours.RegistrationNumber, other.RegistrationNumber),
        Row("Duns", ours.DunsNumber, other.DunsNumber),
        Row("Address", DealFacts.AddressOf(ours), DealFacts.AddressOf(other)),
    ];

    private ComparedFact Row(string name, string? ours, string? other) => new(_texts.Get("Fact_" + name), ours, other);

    private string CountryOf(CustomerFacts customer) => CountryNames.NameOf(customer.Country, _texts.Language);

    private string Owner(ConflictCandidate candidate) => candidate.Owner switch
    {
        null or "" => _texts.Get("Candidate_Unowned"),
        var partner when candidate.Kind is CandidateKind.Registration => partnerNames.GetValueOrDefault(partner, partner),
        var person => program.People.Find(person)?.Name ?? person,
    };

    private string State(ConflictCandidate candidate)
    {
        if (candidate.Won)
            return _texts.Get("Candidate_Won");
        var state = candidate.State;
        return state.Length == 0 ? state : _texts.Find("State_" + char.ToLowerInvariant(state[0]) + state[1..]) ?? state;
    }
}
