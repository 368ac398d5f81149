using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Conflicts;

/// <summary>Looks a customer up among the other registrations and the imported accounts of its manufacturer.</summary>
public sealed class ConflictCheck(IRegistrationStore registrations, IAccountStore accounts, IProgramCatalog programs, IClock clock)
{
    /// <summary>What is found. Throws when it cannot be completed; the caller sends the deal to a person then.</summary>
    public async Task<ConflictFindings> RunAsync(Registration deal, DealProgram program, CancellationToken cancellation)
    {
        var rivals = (await registrations.RivalsAsync(deal, cancellation))
            .Where(rival => Counts(rival, deal, program))
            .Select(rival => FromRegistration(deal, rival));
        var known = (await accounts.FindAsync(deal.Manufacturer, CustomerClaims.KeysOf(deal.Lead.Customer), cancellation))
            .Where(account => account.ValidUntil is null || account.ValidUntil >= program.Calendar.DayOf(clock.GetCurrentInstant()))
            .Select(account => FromAccount(deal, account));
        return new ConflictFindings([.. rivals.Concat(known).Where(found => found.Candidate.Match.Verdict is not Verdict.None)]);
    }

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

    private ConflictFinding FromRegistration(Registration deal, Registration rival)
    {
        var match = CustomerMatcher.Compare(deal.Lead.Customer, rival.Lead.Customer);
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

    private static ConflictFinding FromAccount(Registration deal, Account account) => new(
        new ConflictCandidate
        {
            Kind = CandidateKind.Account,
            Id = account.Id,
            Customer = account.Customer,
            Owner = account.Owner,
            State = account.Kind,
            Match = CustomerMatcher.Compare(deal.Lead.Customer, account.Customer),
        }, null, null);
}
