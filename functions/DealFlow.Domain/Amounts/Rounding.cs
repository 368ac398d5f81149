namespace DealFlow.Domain.Amounts;

/// <summary>How a program rounds what it pays.</summary>
public enum Rounding
{
    /// <summary>Half a unit goes up in size: 0.005 becomes 0.01, -0.005 becomes -0.01.</summary>
    HalfAwayFromZero,

    /// <summary>Half a unit goes to the even neighbour.</summary>
    HalfEven,

    /// <summary>Always towards zero.</summary>
    Down,
}

internal static class RoundingRules
{
    public static decimal Round(this Rounding rounding, decimal amount, int digits) => rounding switch
    {
        Rounding.HalfAwayFromZero => Math.Round(amount, digits, MidpointRounding.AwayFromZero),
        Rounding.HalfEven => Math.Round(amount, digits, MidpointRounding.ToEven),
        _ => Math.Round(amount, digits, MidpointRounding.ToZero),
    };
}
