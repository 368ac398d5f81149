using DealFlow.Domain.Programs;
using NodaTime;

namespace DealFlow.Workflow.Programs;

/// <summary>What the schema cannot say of terms, besides incentives.</summary>
internal static class TermsRules
{
    public static void Check(ProgramDocument program)
    {
        var mistakes = program.Mistakes;
        if (program.Part<IReadOnlyList<string>>("terms.languages") is { } languages)
            CheckLanguages(languages, mistakes);
        if (program.Part<string>("terms.zone") is { } zone && !DateTimeZoneProviders.Tzdb.Ids.Contains(zone))
            mistakes.Add("terms.zone", $"\"{zone}\" is not a time zone; expected an IANA time zone such as Europe/Berlin");
        CheckProducts(program);
        CheckCurrencies(program);
        CheckAutomatic(program);
        CheckDays(program);
    }

    private static void CheckLanguages(IReadOnlyList<string> languages, Mistakes mistakes)
    {
        for (var i = 0; i < languages.Count; i++)
        {
            if (!Languages.Known(languages[i]))
                mistakes.AddBlocking($"terms.languages[{i}]", $"\"{languages[i]}\" is not a language; expected one of ISO 639-1 such as de or en");
        }
    }

    private static void CheckProducts(ProgramDocument program)
    {
        if (program.Part<IReadOnlyList<Product>>("terms.products") is not { } products)
            return;
        TermsChecks.Unique(products, product => product.Id, "terms.products", "id", program.Mistakes);
        if (program.Part<IReadOnlyList<string>>("terms.languages") is not { } languages)
            return;
        for (var i = 0; i < products.Count; i++)
            TermsChecks.EveryLanguage(products[i].Title, languages, $"terms.products[{i}].title", program.Mistakes);
    }

    private static void CheckCurrencies(ProgramDocument program)
    {
        if (program.Part<IReadOnlyList<CurrencyTerms>>("terms.currencies") is not { } currencies)
            return;
        TermsChecks.Unique(currencies, currency => currency.Code, "terms.currencies", "code", program.Mistakes);
        for (var i = 0; i < currencies.Count; i++)
            TermsChecks.Digits(currencies[i].Minimum, currencies[i].Code, $"terms.currencies[{i}].minimum", program.Mistakes);
    }

    private static void CheckAutomatic(ProgramDocument program)
    {
        const string Path = "terms.approval.automatic";
        if (program.Part<IReadOnlyList<AutomaticApproval>>(Path) is not { } rules)
            return;
        TermsChecks.Unique(rules, rule => rule.Id, Path, "id", program.Mistakes);
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Tiers.Count == 0)
                program.Mistakes.Add($"{Path}[{i}].tiers", "is empty, so the rule never applies; expected at least one tier");
            if (rules[i].UpTo.Count == 0)
                program.Mistakes.Add($"{Path}[{i}].upTo", "is empty, so the rule never applies; expected an amount in at least one currency");
            TermsChecks.Tiers(rules[i].Tiers, $"{Path}[{i}].tiers", program);
            TermsChecks.Amounts(rules[i].UpTo, $"{Path}[{i}].upTo", program);
        }
    }

    private static void CheckDays(ProgramDocument program)
    {
        if (program.Part<ApprovalTerms>("terms.approval") is { RemindAfterDays: { } remind } approval && remind >= approval.DecisionDays)
        {
            program.Mistakes.Add(
                "terms.approval.remindAfterDays", $"{remind} is not before the decision; expected fewer than decisionDays, {approval.DecisionDays}");
        }

        if (program.Part<ProtectionTerms>("terms.protection") is not { } protection)
            return;
        for (var i = 0; i < protection.NoticeDays.Count; i++)
        {
            if (protection.NoticeDays[i] >= protection.Days)
            {
                program.Mistakes.Add(
                    $"terms.protection.noticeDays[{i}]", $"{protection.NoticeDays[i]} is before the protection; expected fewer than days, {protection.Days}");
            }
        }
    }
}
