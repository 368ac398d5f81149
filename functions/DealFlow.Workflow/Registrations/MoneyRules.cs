using System.Globalization;
using System.Text.RegularExpressions;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Programs;

namespace DealFlow.Workflow.Registrations;

/// <summary>Reads money that somebody wrote: exact, in a currency of the program, with no more digits than the currency has.</summary>
public static partial class MoneyRules
{
    private const decimal Most = 999_999_999_999m;

    /// <summary>The money, or what is wrong with it, by path. A null program checks the form only. Negative amounts only where allowed (credits).</summary>
    public static Money? Read(MoneyDraft? draft, string path, ProgramTerms? terms, Action<string, string> problem, bool mayBeNegative = false)
    {
        if (draft is null)
        {
            problem(path, """Is required, as in {"amount":"50000.00","currency":"EUR"}.""");
            return null;
        }

        var isKnown = draft.Currency is { } code && (terms is null || terms.Currency(code) is not null);
        if (draft.Currency is null)
            problem($"{path}.currency", "Is required.");
        else if (!isKnown)
            problem($"{path}.currency", $"This program takes {string.Join(", ", terms!.Currencies.Select(currency => currency.Code))}.");
        if (draft.Amount is null)
            problem($"{path}.amount", "Is required.");
        else if (!Plain().IsMatch(draft.Amount))
            problem($"{path}.amount", "Write digits with a point, as in 50000.00, without separators.");
        else
            return Judge(decimal.Parse(draft.Amount, CultureInfo.InvariantCulture), DigitsIn(draft.Amount), isKnown ? draft.Currency : null, $"{path}.amount", problem, mayBeNegative);
        return null;
    }

    private static Money? Judge(decimal amount, int digits, string? currency, string path, Action<string, string> problem, bool mayBeNegative)
    {
        if (amount <= 0 && !(mayBeNegative && amount < 0))
            problem(path, mayBeNegative ? "Must not be zero." : "Must be more than zero.");
        else if (Math.Abs(amount) > Most)
            problem(path, "Is larger than any deal.");
        else if (currency is not null && digits > Currencies.DigitsOf(currency))
            problem(path, $"{currency} has {Currencies.DigitsOf(currency)} digits after the point.");
        else if (currency is not null)
            return new Money(amount, currency);
        return null;
    }

    private static int DigitsIn(string amount) => amount.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 ? amount.Length - point - 1 : 0;

    [GeneratedRegex(@"^-?[0-9]{1,18}(\.[0-9]{1,9})?\z")]
    private static partial Regex Plain();
}
