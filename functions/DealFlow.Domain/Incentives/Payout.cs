using System.Collections.Immutable;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Programs;

namespace DealFlow.Domain.Incentives;


/// <summary>What a net pays: the commission with everything needed to reckon it again, and what comes on top.</summary>
public sealed record Payout(Commission? Commission, ImmutableList<Benefit> Benefits);

/// <summary>A commission. <paramref name="Rule"/> is the incentive's id.</summary>
public sealed record Commission(Money Base, decimal Percent, Money Amount, Rounding Rounding, string Rule);

/// <summary>A bonus or points that the deal earned, negative where a credit takes them back. <paramref name="Rule"/> is the incentive's id.</summary>
public sealed record Benefit(string Rule, IncentiveKind Kind, Money? Amount, int? Points);

/// <summary>Which incentives a deal gets, and what they pay.</summary>
public static class IncentiveRules
{
    /// <summary>The incentives for a tier, products and a deal type, as they are promised at the approval.</summary>
    public static ImmutableList<Incentive> Promise(IncentiveTerms terms, string tier, IReadOnlyList<string> products, string dealType)
    {
        var fitting = terms.Items.Where(item => Fits(item.Tiers, [tier]) && Fits(item.Products, products) && Fits(item.DealTypes, [dealType]));
        return terms.Stacking is Stacking.All ? [.. fitting] : [.. fitting.GroupBy(item => item.Kind).Select(Best)];
    }

    /// <summary>
    /// What a net pays. A commission is on the eligible lines; where the net by product is not known, the whole net counts if every product
    /// is eligible, and <see cref="NeedsLines"/> has said beforehand that lines are needed if not. Nothing sold earns no bonus and no points.
    /// </summary>
    public static Payout Reckon(IReadOnlyList<Incentive> promised, IncentiveTerms terms, Money net, IReadOnlyList<NetLine> lines)
    {
        Commission? commission = null;
        var benefits = ImmutableList.CreateBuilder<Benefit>();
        foreach (var item in promised)
        {
            switch (item.Kind)
            {
                case IncentiveKind.Commission when item.Percent is { } percent:
                    var eligible = Eligible(item, net, lines);
                    var next = new Commission(eligible, percent, Capped(item, eligible.Percent(percent, terms.Rounding)), terms.Rounding, item.Id);
                    if (commission is null || next.Amount > commission.Amount)
                        commission = next;
                    break;
                case IncentiveKind.Bonus when net.Amount > 0 && item.Amount.TryGetValue(net.Currency, out var bonus)
                    && net.Amount >= item.FromNet.GetValueOrDefault(net.Currency):
                    benefits.Add(new Benefit(item.Id, item.Kind, new Money(bonus, net.Currency), null));
                    break;
                case IncentiveKind.Points when net.Amount > 0:
                    benefits.Add(new Benefit(item.Id, item.Kind, null, item.Points));
                    break;
            }
        }

        return new Payout(commission, benefits.ToImmutable());
    }

    /// <summary>Whether the commission can only be reckoned from the net of each product.</summary>
    public static bool NeedsLines(IReadOnlyList<Incentive> promised, IReadOnlyList<string> products) => promised.Any(item =>
        item.Kind is IncentiveKind.Commission && item.Products.Count > 0 && !products.All(item.Products.Contains));

    private static Money Eligible(Incentive item, Money net, IReadOnlyList<NetLine> lines) => lines.Count == 0 || item.Products.Count == 0
        ? net
        : lines.Where(line => item.Products.Contains(line.Product)).Aggregate(Money.Zero(net.Currency), (sum, line) => sum + line.Net);

    private static Money Capped(Incentive item, Money amount) =>
        item.Cap.TryGetValue(amount.Currency, out var cap) && amount.Amount > cap ? amount with { Amount = cap } : amount;

    private static Incentive Best(IEnumerable<Incentive> ofOneKind) =>
        ofOneKind.OrderByDescending(item => item.Percent ?? item.Points ?? item.Amount.Values.DefaultIfEmpty().Max()).First();

    private static bool Fits(IReadOnlyList<string> wanted, IReadOnlyList<string> given) => wanted.Count == 0 || given.Any(wanted.Contains);
}
