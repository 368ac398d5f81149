namespace DealFlow.Domain.Conflicts;

/// <summary>
/// When two names that are all there is mean different companies, however much they have in common. Trees trained on spellings of one company do not
/// learn it, because hardly anybody writes such a pair down.
/// </summary>
internal static class OtherCompanies
{
    /// <summary>Letters of a name so short are taken again and again.</summary>
    private const int LettersOnly = 3;

    private const float Generic = 0.67f, Trade = 0.3f;

    public static bool Are(CustomerTraits a, CustomerTraits b, NameAlignment names, ReadOnlySpan<float> features) =>
        ShareABeginning(features) || DifferByAKnownWord(features) || NameMoreTowns(names.OnlyA, names.OnlyB, names) || NameMoreTowns(names.OnlyB, names.OnlyA, names) || ShareLetters(a, b, names) || ShareLetters(b, a, names);

    /// <summary>General Motors and General Electric: a word that many have, and then what each of them does.</summary>
    private static bool ShareABeginning(ReadOnlySpan<float> features) =>
        features[(int)Feature.First] == 1 && features[(int)Feature.FewerWords] == 2 && features[(int)Feature.MoreWords] <= 1
        && features[(int)Feature.RarestCommon] is > 0 and < Generic && features[(int)Feature.RarestAloneOfOther] >= Trade
        && features[(int)Feature.Alike] == 0 && features[(int)Feature.Acronym] == 0 && features[(int)Feature.GivenNames] == 0 && features[(int)Feature.Role] == 0;

    /// <summary>Autohaus Schmidt and Autohaus Schmitt: a word that many have is no slip of the pen for another that many have.</summary>
    private static bool DifferByAKnownWord(ReadOnlySpan<float> features) =>
        features[(int)Feature.KnownSlips] > 0 && features[(int)Feature.RarestCommon] < Generic && features[(int)Feature.FewerWords] == 2;

    /// <summary>The bank of two towns is not the bank of one of them.</summary>
    private static bool NameMoreTowns(List<LoneWord> more, List<LoneWord> fewer, NameAlignment names) =>
        more.Count > 0 && fewer.Count == 0 && more.All(word => TownRarity.IsLarge(word.Word.Folded)) && names.Pairs.Any(pair => TownRarity.IsLarge(pair.Word.Folded));

    /// <summary>A company of three letters, and somebody who has these letters, a trade, a name and no company with capital.</summary>
    private static bool ShareLetters(CustomerTraits letters, CustomerTraits other, NameAlignment names) =>
        letters.Words.Length == 1 && letters.Words[0].Folded.Length <= LettersOnly && other.Words.Length > 2 && names.Pairs.Count == 1
        && letters.LegalForm is not null && other.LegalForm is null && FormFamilies.Relation(letters.LegalForm, null) == FormFamilies.OneMissing;
}
