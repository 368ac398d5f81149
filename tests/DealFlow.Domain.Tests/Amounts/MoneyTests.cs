using System.Globalization;
using CsCheck;
using DealFlow.Domain.Amounts;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Amounts;

public sealed class MoneyTests
{
    [Fact]
    public void Percent_EightOf38400_Is3072() => Assert.Equal(Eur(3_072.00m), Eur(38_400.00m).Percent(8m, Rounding.HalfAwayFromZero));

    [Theory]
    [InlineData("JPY", "12345", "10", Rounding.HalfAwayFromZero, "1235")]
    [InlineData("JPY", "12345", "10", Rounding.HalfEven, "1234")]
    [InlineData("JPY", "12345", "10", Rounding.Down, "1234")]
    [InlineData("KWD", "100.005", "10", Rounding.HalfAwayFromZero, "10.001")]
    [InlineData("KWD", "100.005", "10", Rounding.HalfEven, "10.000")]
    [InlineData("EUR", "0.10", "5", Rounding.HalfAwayFromZero, "0.01")]
    [InlineData("EUR", "0.10", "5", Rounding.HalfEven, "0.00")]
    [InlineData("EUR", "-0.10", "5", Rounding.HalfAwayFromZero, "-0.01")]
    [InlineData("EUR", "-0.19", "5", Rounding.Down, "0.00")]
    [InlineData("EUR", "33.33", "7.5", Rounding.HalfAwayFromZero, "2.50")]
    public void Percent_Rounding_IsToTheDigitsOfTheCurrency(string currency, string amount, string percent, Rounding rounding, string expected)
    {
        var share = new Money(Number(amount), currency).Percent(Number(percent), rounding);

        Assert.Equal(Number(expected), share.Amount);
    }

    [Theory]
    [InlineData("EUR", "3072", "3072.00")]
    [InlineData("JPY", "500", "500")]
    [InlineData("KWD", "1.5", "1.500")]
    [InlineData("CLF", "1", "1.0000")]
    public void AmountText_Currency_HasItsOwnDigits(string currency, string amount, string expected)
    {
        Assert.Equal(expected, new Money(Number(amount), currency).AmountText);
        Assert.Equal($"{expected} {currency}", new Money(Number(amount), currency).ToString());
    }

    [Theory]
    [InlineData("EUR", "1.00", true)]
    [InlineData("EUR", "1.000", true)]
    [InlineData("EUR", "1.005", false)]
    [InlineData("JPY", "1.5", false)]
    [InlineData("KWD", "-1.555", true)]
    public void FitsCurrency_Digits_AreNotMoreThanTheCurrencyHas(string currency, string amount, bool fits) =>
        Assert.Equal(fits, new Money(Number(amount), currency).FitsCurrency);

    [Fact]
    public void AmountText_GermanCulture_StaysInvariant()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("1234.50", Eur(1_234.5m).AmountText);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Operators_DifferentCurrencies_Throw()
    {
        Assert.Throws<InvalidOperationException>(() => Eur(1m) + Usd(1m));
        Assert.Throws<InvalidOperationException>(() => Eur(1m) - Usd(1m));
        Assert.Throws<InvalidOperationException>(() => Eur(1m) < Usd(2m));
        Assert.Throws<InvalidOperationException>(() => Eur(1m).CompareTo(Usd(1m)));
    }

    [Fact]
    public void Operators_OneCurrency_ReckonExactly()
    {
        Assert.Equal(Eur(0.3m), Eur(0.1m) + Eur(0.2m));
        Assert.Equal(Eur(-0.1m), Eur(0.1m) - Eur(0.2m));
        Assert.True(Eur(1m) <= Eur(1.00m) && Eur(1m) >= Eur(1.00m) && Eur(2m) > Eur(1m) && Eur(1m) < Eur(2m));
        Assert.Equal(Eur(0m), Money.Zero("EUR"));
    }

    [Fact]
    public void Percent_Always_IsWithinHalfAUnitOfTheExactShare() => Gen.Select(Gen.Int[-10_000_000, 10_000_000], Gen.Int[0, 10_000]).Sample((cents, hundredths) =>
    {
        var (amount, percent) = (cents / 100m, hundredths / 100m);
        return Math.Abs(Eur(amount).Percent(percent, Rounding.HalfAwayFromZero).Amount - (amount * percent / 100m)) <= 0.005m;
    });

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
