using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Conflicts;

/// <summary>
/// Where a manufacturer's people and systems say that two customers are the same, or not, and take it back. It acts on every later check; the
/// registration it was said about is looked at again at once: its report is made anew, and one that waits behind who is not the same moves up. Nothing
/// that was decided is changed.
/// </summary>
public sealed class AliasDesk(
    IAliasStore store, AliasBook book, IRegistrationStore registrations, DealDesk desk, ConflictCheck conflicts, QueueMover queue, IClock clock)
{
    /// <summary>What was said of a customer, and may be taken back.</summary>
    public async Task<IReadOnlyList<Alias>> OfAsync(string manufacturer, CustomerFacts customer, CancellationToken cancellation) =>
        [.. (await book.ReadAsync(manufacturer, customer, cancellation)).Where(alias => KnownAliases.Concerns(alias.Said, customer)).OrderBy(alias => alias.At)];

    /// <summary>Says it of a registration's customer and of one of the candidates that its check has found. Null: there is no such candidate.</summary>
    public async Task<Alias?> SayAsync(Registration deal, CandidateKind kind, string candidate, AliasVerdict verdict, Actor by, CancellationToken cancellation)
    {
        if (deal.Conflict?.Candidates.FirstOrDefault(found => found.Kind == kind && found.Id == candidate) is not { } other)
            return null;
        var said = new CustomerAlias(
            verdict, deal.Lead.Customer, other.Customer, CustomerAlias.RefOf(CandidateKind.Registration, deal.Id.Value), CustomerAlias.RefOf(kind, candidate));
        var alias = new Alias(said, by.ToString(), clock.GetCurrentInstant(), deal.Id);
        await store.SaveAsync(deal.Manufacturer, alias, cancellation);
        await LookAgainAsync(deal.Id, Happening.AliasConfirmed, by, cancellation);
        return alias;
    }

    /// <summary>Says it of two customers as they are described.</summary>
    public async Task<Alias> SayAsync(string manufacturer, CustomerFacts one, CustomerFacts other, AliasVerdict verdict, Actor by, CancellationToken cancellation)
    {
        var alias = new Alias(new CustomerAlias(verdict, one, other, null, null), by.ToString(), clock.GetCurrentInstant(), null);
        await store.SaveAsync(manufacturer, alias, cancellation);
        return alias;
    }

    /// <summary>Takes back what was said. Null: nothing of the kind was.</summary>
    public async Task<Alias?> UndoAsync(string manufacturer, string id, Actor by, CancellationToken cancellation)
    {
        if (await store.ReadAsync(manufacturer, id, cancellation) is not { } alias || !await store.RemoveAsync(manufacturer, id, cancellation))
            return null;
        if (alias.Registration is { } about)
            await LookAgainAsync(about, Happening.AliasUndone, by, cancellation);
        return alias;
    }

    private async Task LookAgainAsync(RegistrationId id, string what, Actor by, CancellationToken cancellation)
    {
        if (await registrations.FindAsync(id, cancellation) is not { Registration: var deal })
            return;
        var report = await ReportAsync(deal, cancellation);
        await desk.HandleAsync(id, (current, context) => CandidateJudging.TakeNote(current, report, what, by, context.Now), cancellation);
        if (deal is { Status: RegistrationStatus.Queued, Conflict.HeldBy: { } holder } && await registrations.FindAsync(holder, cancellation) is { } before)
            await queue.MoveAsync(before.Registration, id, cancellation);
    }

    /// <summary>Null: the report stands as it is. The registration waits for its first check, is decided, or the check cannot be completed now.</summary>
    private async Task<ConflictReport?> ReportAsync(Registration deal, CancellationToken cancellation)
    {
        if (deal.Status is not (RegistrationStatus.PendingDecision or RegistrationStatus.NeedsInformation))
            return null;
        try
        {
            var context = await desk.ContextAsync(deal, cancellation);
            return (await conflicts.RunAsync(deal, context.Program, cancellation)).On(context.Program.ScopesOf(deal.Lead.Products));
        }
        catch (IndexIncompleteException)
        {
            return null;
        }
    }
}
