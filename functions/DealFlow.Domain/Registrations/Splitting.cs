using System.Collections.Immutable;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;

namespace DealFlow.Domain.Registrations;

/// <summary>
/// Lines of one registration that meet different answers go apart, so that every registration has one status: each line that somebody else holds
/// becomes a registration of its own, and the rest goes on. Siblings have one sequence, and each states the estimated value of the whole: the
/// program's thresholds are judged on it, and figures count it once for each sequence. What a win pays is reckoned on each one's own net, bonuses
/// and caps included, because each is ordered, confirmed and invoiced by itself.
/// </summary>
public static class Splitting
{
    private static readonly Actor Check = Actor.Rule("conflict-check");

    /// <summary>Does what the program says to what the check found. Unchanged when the registration no longer waits for the check.</summary>
    /// <param name="newId">Draws the id of a registration that is split off.</param>
    public static SplitDeal AfterCheck(Registration deal, ConflictFindings found, DealContext context, Func<RegistrationId> newId) =>
        deal.Status is RegistrationStatus.Received
            ? Apart(deal, found, context, newId, (part, report, isTold) => Deciding.AfterCheck(part, report, context, isTold))
            : new SplitDeal(deal, []);

    /// <summary>
    /// The registration before this one has ended or was split: what nobody holds any longer moves up, what somebody else holds waits behind that
    /// one. Unchanged when it waits no longer, or behind the same one as before.
    /// </summary>
    /// <param name="newId">Draws the id of a registration that is split off.</param>
    public static SplitDeal LookAgain(Registration deal, ConflictFindings found, DealContext context, Func<RegistrationId> newId) =>
        deal.Status is RegistrationStatus.Queued
            ? Apart(deal, found, context, newId, (part, report, isTold) => report.HeldBy is null
                ? Deciding.MoveUp(part, context.Now, isTold)
                : Deciding.WaitBehind(part, report, context.Now, isTold))
            : new SplitDeal(deal, []);

    /// <summary>Whether the registration is one part of what the partner registered: its estimated value is that of all parts together.</summary>
    public static bool IsPart(this Registration deal) => deal.SplitFrom is not null || !deal.SplitInto.IsEmpty;

    private static SplitDeal Apart(
        Registration deal, ConflictFindings found, DealContext context, Func<RegistrationId> newId,
        Func<Registration, ConflictReport, bool, Registration> goOn)
    {
        ConflictReport On(IReadOnlyList<string> products) => found.On(context.Program.ScopesOf(products));
        if (PartsOf(deal.Lead.Products, found, context.Program) is not [var rest, .. { Count: > 0 } taken])
            return new SplitDeal(goOn(deal, On(deal.Lead.Products), true), []);

        var parts = taken.ConvertAll(products => SplitOff(deal, newId(), products, context));
        return new SplitDeal(
            goOn(Remainder(deal, rest, parts, context), On(rest), false),
            [.. parts.Select(part => goOn(part, On(part.Lead.Products), false))]);
    }

    /// <summary>The products that stay, then those of each line that goes its own way. Where every line is taken, the first one stays.</summary>
    private static List<IReadOnlyList<string>> PartsOf(IReadOnlyList<string> products, ConflictFindings found, DealProgram program)
    {
        var lines = products.GroupBy(program.ScopeOf).Select(line => (Products: line.ToList(), Holder: found.HolderOf(line.Key))).ToList();
        var turnsAway = program.Terms.Conflicts.Certain is ConflictOutcome.Reject;
        if (lines.All(line => line.Holder == lines[0].Holder || (turnsAway && line.Holder is not null && lines[0].Holder is not null)))
            return [products];
        var taken = lines.Where(line => line.Holder is not null).Select(line => (IReadOnlyList<string>)line.Products).ToList();
        var free = products.Except(taken.SelectMany(line => line)).ToList();
        return free.Count > 0 ? [free, .. taken] : taken;
    }

    private static Registration SplitOff(Registration deal, RegistrationId id, IReadOnlyList<string> products, DealContext context) => (deal with
    {
        Id = id,
        SplitFrom = deal.Id,
        SplitInto = [],
        Lead = deal.Lead with { Products = products },
        Owed = [],
        EffectCount = 0,
    }).Note(context.Now, Check, Happening.Split, $"Split off from {deal.Id} for {string.Join(", ", products)}.");

    private static Registration Remainder(Registration deal, IReadOnlyList<string> products, IReadOnlyList<Registration> parts, DealContext context) =>
        parts
            .Aggregate(
                deal with { Lead = deal.Lead with { Products = products }, SplitInto = deal.SplitInto.AddRange(parts.Select(part => part.Id)) },
                (rest, part) => rest.Note(context.Now, Check, Happening.Split, $"Split: {string.Join(", ", part.Lead.Products)} goes on as {part.Id}."))
            .Owe(EffectKind.Split, Audience.Partner, deal.SplitInto.Count)
            .Owe(EffectKind.MoveQueue, Audience.Queue);
}

/// <summary>A registration with those that were split off from it just now, mostly none.</summary>
public sealed record SplitDeal(Registration Deal, ImmutableList<Registration> SplitOff);
