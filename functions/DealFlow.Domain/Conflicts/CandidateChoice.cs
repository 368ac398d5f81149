using System.Runtime.InteropServices;

namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Whom a look-up compares in full, of all that stand under the keys it reads: those that share the most and the rarest keys. Only numbers of customers
/// are needed to tell, so that an index can look first and fetch what scoring needs of few.
/// </summary>
public static class CandidateChoice
{
    /// <summary>So many are compared; more only where the last ones share as much.</summary>
    internal const int Most = 50;

    /// <summary>The customers that may be compared.</summary>
    /// <param name="read">What was read, in the order of the look-up's keys: the customers under each, no number twice; none if the key is common.</param>
    public static IReadOnlySet<int> Of(IReadOnlyList<(CandidateKey Key, int[] Customers)> read)
    {
        var worth = new Dictionary<int, double>();
        foreach (var (key, customers) in read)
        {
            var ofKey = CandidateKeys.Worth(key, customers.Length);
            foreach (var customer in customers)
                CollectionsMarshal.GetValueRefOrAddDefault(worth, customer, out _) += ofKey;
        }
        if (worth.Count <= Most)
            return worth.Keys.ToHashSet();
        double[] values = [.. worth.Values];
        Array.Sort(values);
        var least = values[^Most];
        return worth.Where(customer => customer.Value >= least).Select(customer => customer.Key).ToHashSet();
    }
}
