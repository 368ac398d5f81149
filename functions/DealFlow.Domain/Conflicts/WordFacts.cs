namespace DealFlow.Domain.Conflicts;

/// <summary>All that the lists know of a word in normal form, looked up once.</summary>
internal sealed record WordFacts
{
    private static readonly WordFacts Long = Make("~~~"), Two = Make("~~"), One = Make("~"), LongNumber = Make("0~~"), TwoDigits = Make("0~"), Digit = Make("0");

    private static readonly Dictionary<string, WordFacts> Listed =
        WordRarity.AllListed.Concat(GivenNames.All).Concat(GroupRoles.AllWords).Concat(Acronyms.AllLeftOut).Concat(BranchWords).Distinct().ToDictionary(word => word, Make, StringComparer.Ordinal);

    private static IEnumerable<string> BranchWords => ["zweigniederlassung", "niederlassung", "filiale", "branch"];

    /// <summary>As <see cref="WordRarity.Of"/> says.</summary>
    public required float Weight { get; init; }

    /// <summary>As <see cref="WordRarity.IsKnown"/> says.</summary>
    public required bool IsKnown { get; init; }

    public required bool IsGivenName { get; init; }
    public required bool IsCountry { get; init; }
    public required bool IsNumber { get; init; }
    public required bool LeadsAway { get; init; }

    /// <summary>What the company does within its group; null if the word does not say.</summary>
    public required string? Role { get; init; }

    /// <summary>Whether initials leave it out.</summary>
    public required bool IsLeftOut { get; init; }

    /// <summary>Whether it says that the company is a branch of another.</summary>
    public required bool IsBranch { get; init; }

    public static WordFacts Of(string word) => Listed.TryGetValue(word, out var facts) ? facts
        : word.Length > 0 && char.IsAsciiDigit(word[0]) ? word.Length switch { 1 => Digit, 2 => TwoDigits, _ => LongNumber }
        : word.Length switch { 1 => One, 2 => Two, _ => Long };

    private static WordFacts Make(string word) => new()
    {
        Weight = WordRarity.Of(word),
        IsKnown = WordRarity.IsKnown(word),
        IsGivenName = GivenNames.Has(word),
        IsCountry = WordRarity.IsCountry(word),
        IsNumber = WordRarity.IsNumber(word),
        LeadsAway = WordRarity.LeadsAway(word),
        Role = GroupRoles.OfWord(word),
        IsLeftOut = Acronyms.LeavesOut(word),
        IsBranch = BranchWords.Contains(word),
    };
}
