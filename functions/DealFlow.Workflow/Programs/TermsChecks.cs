using System.Globalization;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Programs;

namespace DealFlow.Workflow.Programs;

/// <summary>Checks that several parts of the terms share.</summary>
internal static class TermsChecks
{
    public static void Unique<T>(IReadOnlyList<T> items, Func<T, string> idOf, string path, string property, Mistakes mistakes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (!seen.Add(idOf(items[i])))
                mistakes.Add($"{path}[{i}].{property}", $"\"{idOf(items[i])}\" was used before; expected one of its own");
        }
    }

    /// <summary>A text for each language of the program, and for no other.</summary>
    public static void EveryLanguage(IReadOnlyDictionary<string, string> texts, IReadOnlyList<string> languages, string path, Mistakes mistakes)
    {
        foreach (var missing in languages.Except(texts.Keys))
            mistakes.Add($"{path}.{missing}", $"is missing; expected a text in every language of the program: {string.Join(", ", languages)}");
        foreach (var other in texts.Keys.Except(languages))
            mistakes.Add($"{path}.{other}", $"is not a language of the program; expected {string.Join(", ", languages)}");
    }

    /// <summary>References to tiers that the program has.</summary>
    public static void Tiers(IReadOnlyList<string> tiers, string path, ProgramDocument program) =>
        References(tiers, program.Part<IReadOnlyList<string>>("terms.tiers"), path, "tier", program.Mistakes);

    /// <summary>References to products that the program has.</summary>
    public static void Products(IReadOnlyList<string> products, string path, ProgramDocument program) => References(
        products, program.Part<IReadOnlyList<Product>>("terms.products")?.Select(product => product.Id).ToList(), path, "product", program.Mistakes);

    /// <summary>Amounts in currencies that the program takes, in their digits.</summary>
    public static void Amounts(IReadOnlyDictionary<string, decimal> amounts, string path, ProgramDocument program)
    {
        var known = program.Part<IReadOnlyList<CurrencyTerms>>("terms.currencies")?.Select(currency => currency.Code).ToList();
        foreach (var (currency, amount) in amounts)
        {
            if (known is not null && !known.Contains(currency))
                program.Mistakes.Add($"{path}.{currency}", $"is not a currency of the program; expected {string.Join(", ", known)}");
            else
                Digits(amount, currency, $"{path}.{currency}", program.Mistakes);
        }
    }

    /// <summary>No more digits after the point than the currency has.</summary>
    public static void Digits(decimal amount, string currency, string path, Mistakes mistakes)
    {
        var digits = Currencies.DigitsOf(currency);
        if (decimal.Round(amount, digits) != amount)
        {
            mistakes.Add(path, string.Create(
                CultureInfo.InvariantCulture, $"{amount} is finer than {currency} can be paid; expected at most {digits} digits after the point"));
        }
    }

    private static void References(IReadOnlyList<string> ids, IReadOnlyList<string>? known, string path, string what, Mistakes mistakes)
    {
        for (var i = 0; known is not null && i < ids.Count; i++)
        {
            if (!known.Contains(ids[i]))
                mistakes.Add($"{path}[{i}]", $"\"{ids[i]}\" is not a {what} of the program; expected {string.Join(", ", known)}");
        }
    }
}
