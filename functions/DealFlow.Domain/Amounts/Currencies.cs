namespace DealFlow.Domain.Amounts;

/// <summary>How many digits a currency has after the point (ISO 4217, list one).</summary>
public static class Currencies
{
    private static readonly Dictionary<string, int> Other = new(StringComparer.Ordinal)
    {
        ["BIF"] = 0,
        ["CLP"] = 0,
        ["DJF"] = 0,
        ["GNF"] = 0,
        ["ISK"] = 0,
        ["JPY"] = 0,
        ["KMF"] = 0,
        ["KRW"] = 0,
        ["PYG"] = 0,
        ["RWF"] = 0,
        ["UGX"] = 0,
        ["UYI"] = 0,
        ["VND"] = 0,
        ["VUV"] = 0,
        ["XAF"] = 0,
        ["XOF"] = 0,
        ["XPF"] = 0,
        ["BHD"] = 3,
        ["IQD"] = 3,
        ["JOD"] = 3,
        ["KWD"] = 3,
        ["LYD"] = 3,
        ["OMR"] = 3,
        ["TND"] = 3,
        ["CLF"] = 4,
        ["UYW"] = 4,
    };

    /// <summary>The currency's own digits: 2 for most, 0 for yen, 3 for Kuwaiti dinar.</summary>
    public static int DigitsOf(string currency) => Other.GetValueOrDefault(currency, 2);
}
