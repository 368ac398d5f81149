namespace DealFlow.Domain.Conflicts;

/// <summary>
/// What a manufacturer's people have said of a customer, and how it acts on later checks:
/// <list type="bullet">
/// <item><em>Same</em> makes the two one customer, for certain, and whoever is the same as either is the same as both.</item>
/// <item><em>Not the same</em> makes the pair no conflict. It speaks of that pair alone, and no longer once both have an identifier in common that they
/// had not when it was said.</item>
/// <item>What was said of two customers themselves goes before what follows from others.</item>
/// </list>
/// A description that could be either of the two customers is taken for neither: then it is a matter for a person, as without any alias.
/// </summary>
public sealed class KnownAliases(IReadOnlyList<CustomerAlias> all)
{
    /// <summary>No more descriptions of one customer than these are followed.</summary>
    public const int MostDescriptions = 8;

    private const double ConfirmedScore = 1;
    private static readonly MatchReason Confirmed = new("confirmedSame", "confirmed to be the same customer");

    /// <summary>Nothing was said.</summary>
    public static KnownAliases None { get; } = new([]);

    /// <summary>Other descriptions of the same customer, as far as they were confirmed: the nearest first.</summary>
    public IReadOnlyList<CustomerFacts> OthersOf(CustomerFacts customer)
    {
        var known = new List<CustomerFacts> { customer };
        for (var next = 0; next < known.Count; next++)
            foreach (var other in OneStepFrom(known[next]))
                if (known.Count <= MostDescriptions && !known.Contains(other))
                    known.Add(other);
        return known[1..];
    }

    /// <summary>Whether something was said of this customer, and not only of one with a similar name.</summary>
    public static bool Concerns(CustomerAlias alias, CustomerFacts customer) =>
        SameDescription.Is(customer, alias.One) || SameDescription.Is(customer, alias.Other);

    /// <summary>How the two compare, after what people have said of them.</summary>
    public Match Judge(AliasSubject one, AliasSubject other, Match match)
    {
        if (all.Count == 0)
            return match;
        if (all.Any(alias => alias.Verdict is AliasVerdict.NotSame && SpeaksOf(alias, one, other)))
            return new Match(Verdict.None, 0, [], []);
        return match.Verdict is not Verdict.Certain && OthersOf(one.Customer).Any(described => SameDescription.Is(other.Customer, described))
            ? new Match(Verdict.Certain, ConfirmedScore, match.MatchedKeys, [Confirmed, .. match.Reasons])
            : match;
    }

    private IEnumerable<CustomerFacts> OneStepFrom(CustomerFacts customer)
    {
        foreach (var alias in all.Where(alias => alias.Verdict is AliasVerdict.Same))
        {
            if (SameDescription.Is(customer, alias.One))
                yield return alias.Other;
            else if (SameDescription.Is(customer, alias.Other))
                yield return alias.One;
        }
    }

    private static bool SpeaksOf(CustomerAlias alias, AliasSubject one, AliasSubject other) =>
        (Fits(alias, one, other) || Fits(alias, other, one))
        && (!SameDescription.SharesIdentifier(one.Customer, other.Customer) || SameDescription.SharesIdentifier(alias.One, alias.Other));

    private static bool Fits(CustomerAlias alias, AliasSubject one, AliasSubject other)
    {
        var (oneIsIt, otherIsIt) = (Is(one.Ref, alias.OneRef), Is(other.Ref, alias.OtherRef));
        return (oneIsIt || IsDescribedAs(one.Customer, alias.One, alias.Other)) && (otherIsIt || IsDescribedAs(other.Customer, alias.Other, alias.One));
    }

    private static bool Is(string? given, string? said) => given is not null && given == said;

    private static bool IsDescribedAs(CustomerFacts customer, CustomerFacts asThis, CustomerFacts notAsThat) =>
        SameDescription.ByName(customer, asThis) && !SameDescription.ByName(customer, notAsThat);
}
