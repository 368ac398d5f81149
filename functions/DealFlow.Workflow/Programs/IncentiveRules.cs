using DealFlow.Domain.Incentives;

namespace DealFlow.Workflow.Programs;

/// <summary>What the schema cannot say of incentives: what they refer to, and which values belong to which kind.</summary>
internal static class IncentiveRules
{
    private const string Path = "terms.incentives.items";

    public static void Check(ProgramDocument program)
    {
        if (program.Part<IReadOnlyList<Incentive>>(Path) is not { } incentives)
            return;
        TermsChecks.Unique(incentives, incentive => incentive.Id, Path, "id", program.Mistakes);
        var languages = program.Part<IReadOnlyList<string>>("terms.languages");
        for (var i = 0; i < incentives.Count; i++)
        {
            var (incentive, path) = (incentives[i], $"{Path}[{i}]");
            TermsChecks.Tiers(incentive.Tiers, $"{path}.tiers", program);
            TermsChecks.Products(incentive.Products, $"{path}.products", program);
            TermsChecks.Amounts(incentive.Amount, $"{path}.amount", program);
            TermsChecks.Amounts(incentive.FromNet, $"{path}.fromNet", program);
            TermsChecks.Amounts(incentive.Cap, $"{path}.cap", program);
            if (languages is not null)
                TermsChecks.EveryLanguage(incentive.Text, languages, $"{path}.text", program.Mistakes);
            CheckKind(incentive, path, program.Mistakes);
        }
    }

    private static void CheckKind(Incentive incentive, string path, Mistakes mistakes)
    {
        var kind = incentive.Kind;
        Value(incentive.Percent is not null, kind is IncentiveKind.Commission or IncentiveKind.Discount, kind, $"{path}.percent", mistakes);
        Value(incentive.Amount.Count > 0, kind is IncentiveKind.Bonus, kind, $"{path}.amount", mistakes);
        Value(incentive.Points is not null, kind is IncentiveKind.Points, kind, $"{path}.points", mistakes);
        if (kind is not IncentiveKind.Bonus && incentive.FromNet.Count > 0)
            mistakes.Add($"{path}.fromNet", $"does not belong to a {Name(kind)}; expected with a bonus only");
        if (kind is not IncentiveKind.Commission && incentive.Cap.Count > 0)
            mistakes.Add($"{path}.cap", $"does not belong to a {Name(kind)}; expected with a commission only");
        if (incentive.Percent is { } percent && (percent <= 0 || decimal.Round(percent, 4) != percent))
            mistakes.Add($"{path}.percent", "expected more than 0, with at most 4 digits after the point");
        foreach (var (currency, _) in incentive.Amount.Where(amount => amount.Value == 0))
            mistakes.Add($"{path}.amount.{currency}", "0 is no bonus; expected more than 0");
    }

    private static void Value(bool given, bool needed, IncentiveKind kind, string path, Mistakes mistakes)
    {
        if (needed && !given)
            mistakes.Add(path, $"is missing; a {Name(kind)} needs it");
        else if (given && !needed)
            mistakes.Add(path, $"does not belong to a {Name(kind)}; expected to be left out");
    }

    private static string Name(IncentiveKind kind) => kind switch
    {
        IncentiveKind.Points => "points incentive",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
