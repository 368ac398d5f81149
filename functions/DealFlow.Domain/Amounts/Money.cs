using System.Globalization;

namespace DealFlow.Domain.Amounts;

/// <summary>An exact amount in one currency (ISO 4217). Amounts of two currencies are never added or compared.</summary>
public readonly record struct Money(decimal Amount, string Currency) : IComparable<Money>
{
    /// <summary>Nothing, in <paramref name="currency"/>.</summary>
    public static Money Zero(string currency) => new(0m, currency);

    /// <summary>The sum. Throws for different currencies.</summary>
    public static Money operator +(Money left, Money right) => left with { Amount = left.Amount + right.In(left.Currency) };

    /// <summary>The difference. Throws for different currencies.</summary>
    public static Money operator -(Money left, Money right) => left with { Amount = left.Amount - right.In(left.Currency) };

    /// <summary>Less. Throws for different currencies.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>More. Throws for different currencies.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>At most. Throws for different currencies.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>At least. Throws for different currencies.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Money other) => Amount.CompareTo(other.In(Currency));

    /// <summary>The percentage of this amount, rounded to the currency's own digits.</summary>
    public Money Percent(decimal percent, Rounding rounding) =>
        this with { Amount = rounding.Round(Amount * percent / 100m, Currencies.DigitsOf(Currency)) };

    /// <summary>The amount with the currency's own digits, for machines: <c>3072.00</c>, and <c>500</c> for yen.</summary>
    public string AmountText => Amount.ToString("F" + Currencies.DigitsOf(Currency), CultureInfo.InvariantCulture);

    /// <summary>Whether the amount has no more digits than the currency has, so that it can be paid.</summary>
    public bool FitsCurrency => decimal.Round(Amount, Currencies.DigitsOf(Currency)) == Amount;

    /// <inheritdoc/>
    public override string ToString() => $"{AmountText} {Currency}";

    private decimal In(string currency) => Currency == currency
        ? Amount
        : throw new InvalidOperationException($"{Currency} and {currency} cannot be reckoned together.");
}
