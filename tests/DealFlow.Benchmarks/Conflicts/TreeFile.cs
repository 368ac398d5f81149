namespace DealFlow.Benchmarks.Conflicts;

/// <summary>What the file of trees says of itself.</summary>
internal static class TreeFile
{
    public const string Header =
        """
        # Decision trees of the conflict check. Written by the benchmarks' "conflicts train"; do not edit.
        # Learned from names of OffeneRegister.de (CC BY 4.0), the OFAC SDN list (US public domain), name-suggestion-index (BSD-3-Clause), FinanceDatabase (MIT)
        # and synthetic variants. No name is in it: a node is "feature:at most" or "=what it adds", a tree a line, the features those of MatchFeatures.

        """;
}
