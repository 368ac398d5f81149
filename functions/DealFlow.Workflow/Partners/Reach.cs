namespace DealFlow.Workflow.Partners;

/// <summary>How far somebody reaches who acts for a partner: to every manufacturer that it is a member of, or only to some.</summary>
/// <param name="Only">The manufacturers; null: all.</param>
public sealed record Reach(IReadOnlySet<string>? Only)
{
    /// <summary>To every manufacturer.</summary>
    public static Reach All { get; } = new((IReadOnlySet<string>?)null);

    /// <summary>To these.</summary>
    public static Reach To(IEnumerable<string> manufacturers) => new(manufacturers.ToHashSet(StringComparer.Ordinal));

    /// <summary>Whether it reaches a manufacturer. Where it does not, the partner is as good as no member there.</summary>
    public bool Includes(string manufacturer) => Only is null || Only.Contains(manufacturer);
}
