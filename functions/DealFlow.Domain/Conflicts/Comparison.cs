namespace DealFlow.Domain.Conflicts;

/// <summary>Two customers side by side: the same in either order.</summary>
internal sealed class Comparison
{
    private readonly CustomerTraits _a;
    private readonly CustomerTraits _b;
    private readonly float[] _features = new float[MatchFeatures.Count];

    private Comparison(CustomerTraits a, CustomerTraits b)
    {
        (_a, _b) = (a, b);
        Evidence = MatchEvidence.Of(a, b);
        Names = NameAlignment.Of(a, b);
        MatchFeatures.Fill(a, b, Names, _features);
    }

    /// <summary>What is the same and what is not.</summary>
    public MatchEvidence Evidence { get; }

    /// <summary>The names word by word.</summary>
    public NameAlignment Names { get; }

    /// <summary>What the trees look at.</summary>
    public float[] Features => _features;

    /// <summary>How likely names and towns are one customer, from 0 to 1.</summary>
    public double Likelihood => Trees.Likelihood(_features);

    /// <summary>Whether they are rather one customer than not, as far as names and towns tell.</summary>
    public bool IsLikely => Trees.IsAtLeast(IsLookedUp ? CustomerMatcher.LikelyLookedUp : CustomerMatcher.LikelyAlone, _features);

    /// <summary>True if the other was found in an index or both towns are known: that is more than two names.</summary>
    public bool IsLookedUp => _features[(int)Feature.LookedUp] > 0;

    /// <summary>True if two names are all there is, and they are those of different companies.</summary>
    public bool IsOfOtherCompanies => !IsLookedUp && OtherCompanies.Are(_a, _b, Names, _features);

    public static Comparison Of(CustomerTraits subject, CustomerTraits other) =>
        IsInOrder(subject, other) ? new Comparison(subject, other) : new Comparison(other, subject);

    private NameTrees Trees => IsLookedUp ? NameTrees.OfLookUps : NameTrees.OfPairs;

    /// <summary>The keys that both have, identifiers first.</summary>
    public IEnumerable<CandidateKey> SharedKeys() => _a.Keys.Intersect(_b.Keys);

    /// <summary>Compares the two as if the other one were all that was found.</summary>
    public void StandAlone()
    {
        if (Evidence.SameCity || Evidence.OtherCity)
            MatchFeatures.SetRivals(Features, MatchFeatures.Unlike, 0);
    }

    private static bool IsInOrder(CustomerTraits a, CustomerTraits b)
    {
        var order = string.CompareOrdinal(a.Joined, b.Joined);
        return order != 0 ? order < 0 : string.CompareOrdinal(a.ToFingerprint(), b.ToFingerprint()) <= 0;
    }
}
