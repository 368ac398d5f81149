namespace DealFlow.Domain.Incentives;

/// <summary>What a program offers for a deal. Conditions that are null or empty do not restrict.</summary>
public sealed record Incentive
{
    /// <summary>Unique in its program; the rule that finance sees.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required IncentiveKind Kind { get; init; }

    /// <summary>The partner tiers that get it.</summary>
    public IReadOnlyList<string> Tiers { get; init; } = [];

    /// <summary>The products it is for. A commission on some products only needs the net of each.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];

    /// <summary>The deal types that get it.</summary>
    public IReadOnlyList<string> DealTypes { get; init; } = [];

    /// <summary>Percent of the net (commission), or off the list price (discount).</summary>
    public decimal? Percent { get; init; }

    /// <summary>A fixed bonus in the deal's currency, by currency.</summary>
    public IReadOnlyDictionary<string, decimal> Amount { get; init; } = new Dictionary<string, decimal>();

    /// <summary>The net from which a bonus is paid, by currency.</summary>
    public IReadOnlyDictionary<string, decimal> FromNet { get; init; } = new Dictionary<string, decimal>();

    /// <summary>The most that one deal pays, by currency.</summary>
    public IReadOnlyDictionary<string, decimal> Cap { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Certification points.</summary>
    public int? Points { get; init; }

    /// <summary>What the partner reads, by language.</summary>
    public required IReadOnlyDictionary<string, string> Text { get; init; }
}

/// <summary>The kinds of incentive.</summary>
public enum IncentiveKind
{
    /// <summary>A share of the net as invoiced, after discount.</summary>
    Commission,

    /// <summary>A fixed sum when the deal is won.</summary>
    Bonus,

    /// <summary>A discount at the order; the order desk quotes the deal's id.</summary>
    Discount,

    /// <summary>Points towards a certification.</summary>
    Points,
}

/// <summary>Which of several incentives of one kind count.</summary>
public enum Stacking
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>The best of each kind.</summary>
    BestOfKind,
}
