using System.Globalization;

namespace DealFlow.Domain.Conflicts;

/// <summary>Says in words what was found.</summary>
internal static class MatchReasons
{
    private const int MostOfAKind = 2;
    private const float Rare = 0.6f, Telling = 0.3f;

    /// <summary>What agrees, then what differs. Where the names alone are what was found, and are neither the same nor those of a group, word by word.</summary>
    public static IEnumerable<MatchReason> Of(MatchEvidence found, NameAlignment names)
    {
        var all = All(found).Where(reason => reason.Applies).Select(reason => (reason.Order, Reason: new MatchReason(reason.Rule, reason.Text)));
        if (found is { Name: NameAgreement.None, SameIdentifier: false, SameDomain: false, SameNumberWithoutCourt: false })
            all = all.Concat(OfWords(names));
        return all.OrderBy(reason => reason.Order).Select(reason => reason.Reason);
    }

    private static IEnumerable<(int Order, MatchReason Reason)> OfWords(NameAlignment names)
    {
        var common = names.Pairs.Where(pair => pair.Kind is WordMatch.Exact or WordMatch.Joined && pair.Weight >= Telling)
            .OrderByDescending(pair => pair.Weight).ThenBy(pair => pair.Word.Spelled, StringComparer.Ordinal).Take(MostOfAKind);
        foreach (var pair in common)
            yield return (InCommon, pair.Weight >= Rare
                ? Reason("rareWordInCommon", "rare word {0} in common", pair.Word)
                : Reason("wordInCommon", "word {0} in common", pair.Word));
        var alike = names.Pairs.Where(pair => pair.Kind is not (WordMatch.Exact or WordMatch.Joined) && pair.Weight >= Telling)
            .OrderByDescending(pair => pair.Weight).ThenBy(pair => pair.Word.Spelled, StringComparer.Ordinal).Take(MostOfAKind);
        foreach (var pair in alike)
            yield return (InCommon, Reason("wordsAlike", "{0} and {1} are alike", pair.Word, pair.Other));
        var alone = names.OnlyA.Concat(names.OnlyB).Where(word => word.Weight >= Telling)
            .OrderByDescending(word => word.Weight).ThenBy(word => word.Word.Spelled, StringComparer.Ordinal).Take(MostOfAKind);
        foreach (var word in alone)
            yield return (OnlyInOne, Reason("wordOnlyInOne", "{0} stands in one name only", word.Word));
    }

    private static MatchReason Reason(string rule, string text, params NameWord[] words)
    {
        string[] shown = [.. words.Select(word => char.ToUpperInvariant(word.Spelled[0]) + word.Spelled[1..])];
        return new MatchReason(rule, string.Format(CultureInfo.InvariantCulture, text, shown)) { Words = shown };
    }

    private const int Same = 0, InCommon = 1, AlsoSame = 2, OnlyInOne = 3, Other = 4;

    private static IEnumerable<(bool Applies, int Order, string Rule, string Text)> All(MatchEvidence found) =>
    [
        (found.SameVatId, Same, "sameVatId", "same VAT id"),
        (found.SameRegistrationNumber, Same, "sameRegistrationNumber", "same registration number"),
        (found.SameDuns, Same, "sameDuns", "same D-U-N-S number"),
        (found.SameLei, Same, "sameLei", "same LEI"),
        (found.SameDomain, Same, "sameDomain", "same domain"),
        (found.SameNumberWithoutCourt, Same, "sameRegistrationNumberOnly", "same registration number, but the register is not known for both"),
        (found.Name == NameAgreement.Same, Same, "sameName", "same name"),
        (found.Name == NameAgreement.OtherLegalForm, Same, "sameNameOtherLegalForm", "same name but for the legal form"),
        (found.Name == NameAgreement.GroupOnly, Same, "sameNameOtherRole", "same name but for words such as Holding or Verwaltung: perhaps a company of the same group"),
        (found.Name == NameAgreement.None && found.IsAcronym, Same, "initials", "one name may be short for the other"),
        (found.Name == NameAgreement.None && found.IsBrand, Same, "sameBrand", "one name is the brand alone, the other has more: perhaps a company of the same group"),
        (found.SameCity, AlsoSame, "sameCity", "same city"),
        (found.OtherVatId, Other, "otherVatId", "other VAT id"),
        (found.OtherRegistrationNumber, Other, "otherRegistrationNumber", "other registration number"),
        (found.OtherDuns, Other, "otherDuns", "other D-U-N-S number"),
        (found.OtherLei, Other, "otherLei", "other LEI"),
        (found.OtherRole && found.Name != NameAgreement.GroupOnly, Other, "otherRole", "one name speaks of a holding, a general partner or a sales company, the other does not"),
        (found.OtherCountry, Other, "otherCountry", "other country"),
        (found.OtherCity, Other, "otherCity", "other city"),
    ];
}
