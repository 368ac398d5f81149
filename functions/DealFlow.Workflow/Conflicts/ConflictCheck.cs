using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Conflicts;

/// <summary>
/// Looks a customer up among the other registrations and the imported accounts of its manufacturer. A registration has published its keys together
/// with its place in the order before it looks: of two of the same customer, by whatever keys, the later one sees the earlier one.
/// </summary>
public sealed class ConflictCheck(
    IRegistrationStore registrations, IAccountStore accounts, ICandidateIndex index, AliasBook aliases, IProgramCatalog programs, IClock clock)
{
    private const int MostConfirmedKeys = CandidateLookup.MostReadsOfCheck - (2 * CandidateLookup.MostReads);
    private const int MostAccounts = 30;

    /// <summary>What is found. Throws when it cannot be completed; the caller sends the deal to a person then.</summary>
    public async Task<ConflictFindings> RunAsync(Registration deal, DealProgram program, CancellationToken cancellation)
    {
        var known = await aliases.OfAsync(deal.Manufacturer, deal.Lead.Customer, cancellation);
        var lookup = CandidateLookup.For(deal.Lead.Customer);
        var rivals = await RivalsAsync(deal, program, known, lookup, cancellation);
        return new ConflictFindings([.. rivals.Concat(await AccountsAsync(deal, program, known, lookup, cancellation))]);
    }

    /// <summary>
    /// Whether another registration holds the customer. While the index is being made anew, as far as identifiers, domains and whole names tell.
    /// </summary>
    public async Task<bool> IsHeldAsync(Registration deal, DealProgram program, CancellationToken cancellation)
    {
        var known = await aliases.OfAsync(deal.Manufacturer, deal.Lead.Customer, cancellation);
        IReadOnlyList<ConflictFinding> rivals;
        try
        {
            rivals = await RivalsAsync(deal, program, known, CandidateLookup.For(deal.Lead.Customer), cancellation);
        }
        catch (IndexIncompleteException)
        {
            rivals = await RivalsAsync(deal, program, known, null, cancellation);
        }

        return new ConflictFindings(rivals).On(program.ScopesOf(deal.Lead.Products)).HeldBy is not null;
    }

    private async Task<IReadOnlyList<ConflictFinding>> RivalsAsync(
        Registration deal, DealProgram program, KnownAliases known, CandidateLookup? lookup, CancellationToken cancellation)
    {
        string[] otherKeys = [.. known.OthersOf(deal.Lead.Customer).SelectMany(CustomerClaims.KeysOf).Distinct()];
        var rivals = await registrations.RivalsAsync(deal, new RivalSearch(lookup, otherKeys), cancellation);
        return [.. rivals.Where(rival => Counts(rival, deal, program)).Select(rival => FromRegistration(deal, rival, known)).Where(IsFound)];
    }

    private async Task<IEnumerable<ConflictFinding>> AccountsAsync(
        Registration deal, DealProgram program, KnownAliases known, CandidateLookup lookup, CancellationToken cancellation)
    {
        var found = lookup.Judge(await index.ReadAsync(deal.Manufacturer, lookup.Keys, cancellation)).ToDictionary(one => one.Customer, one => one.Match);
        var otherKeys = ConfirmedKeys(known.OthersOf(deal.Lead.Customer));
        var confirmed = otherKeys.Length == 0 ? [] : (await index.ReadAsync(deal.Manufacturer, otherKeys, cancellation)).SelectMany(key => key.Postings);
        string[] ids = [.. found.Keys.Concat(confirmed.Select(posting => posting.Customer)).Distinct().Take(MostAccounts).Select(Account.IdOf)];
        var today = program.Calendar.DayOf(clock.GetCurrentInstant());
        return (ids.Length == 0 ? [] : await accounts.ReadAsync(deal.Manufacturer, ids, cancellation))
            .Where(account => account.ValidUntil is null || account.ValidUntil >= today)
            .Select(account => FromAccount(deal, account, found.GetValueOrDefault(Account.NameOf(account.Id)), known))
            .Where(IsFound);
    }

    /// <summary>The strongest key of each description that people have confirmed, then the next one of each, as many as a check may read.</summary>
    private static CandidateKey[] ConfirmedKeys(IReadOnlyList<CustomerFacts> others) =>
    [
        .. others.SelectMany(other => IndexedCustomer.Of(other).Keys.Index()).OrderBy(key => key.Index).Select(key => key.Item).Distinct().Take(MostConfirmedKeys),
    ];

    private static bool IsFound(ConflictFinding found) => found.Candidate.Match.Verdict is not Verdict.None;

    /// <summary>
    /// A win of the partner itself is no conflict, and neither is one beyond the look-back. Those who wait behind this one, or will once they
    /// are checked, do not count either: they came later.
    /// </summary>
    private bool Counts(Registration rival, Registration deal, DealProgram program) => rival.Status switch
    {
        RegistrationStatus.ClosedWon => rival.Partner != deal.Partner && IsWithinLookBack(rival, program),
        RegistrationStatus.Queued or RegistrationStatus.Received => rival.Sequence < deal.Sequence,
        _ => true,
    };

    private bool IsWithinLookBack(Registration rival, DealProgram program) =>
        rival.ClosedAt!.Value.InZone(program.Calendar.Zone).LocalDateTime.PlusMonths(program.Terms.Conflicts.LookBackMonths)
        > clock.GetCurrentInstant().InZone(program.Calendar.Zone).LocalDateTime;

    /// <summary>The lower sequence wins; one that is approved already is never pushed aside.</summary>
    private static bool GoesFirst(Registration rival, Registration deal) =>
        rival.Sequence < deal.Sequence || rival.Status is RegistrationStatus.Approved or RegistrationStatus.WonReported;

    private ConflictFinding FromRegistration(Registration deal, Registration rival, KnownAliases known)
    {
        var match = Judge(deal, rival.Lead.Customer, CandidateKind.Registration, rival.Id.Value, CustomerMatcher.Compare(deal.Lead.Customer, rival.Lead.Customer), known);
        var holds = match.Verdict is Verdict.Certain && !rival.HasEnded && GoesFirst(rival, deal);
        return new ConflictFinding(
            new ConflictCandidate
            {
                Kind = CandidateKind.Registration,
                Id = rival.Id.Value,
                Customer = rival.Lead.Customer,
                Owner = rival.Partner,
                State = Words.Of(rival.Status),
                Won = rival.Status is RegistrationStatus.ClosedWon,
                Match = match,
            },
            programs.For(rival).ScopesOf(rival.Lead.Products), holds ? rival.Sequence : null);
    }

    /// <param name="match">What the index says; null: only people do.</param>
    private static ConflictFinding FromAccount(Registration deal, Account account, Match? match, KnownAliases known) => new(
        new ConflictCandidate
        {
            Kind = CandidateKind.Account,
            Id = account.Id,
            Customer = account.Customer,
            Owner = account.Owner,
            State = account.Kind,
            Match = Judge(deal, account.Customer, CandidateKind.Account, account.Id, match ?? new Match(Verdict.None, 0, [], []), known),
        }, null, null);

    private static Match Judge(Registration deal, CustomerFacts other, CandidateKind kind, string id, Match match, KnownAliases known) => known.Judge(
        new AliasSubject(deal.Lead.Customer, CustomerAlias.RefOf(CandidateKind.Registration, deal.Id.Value)),
        new AliasSubject(other, CustomerAlias.RefOf(kind, id)), match);
}
