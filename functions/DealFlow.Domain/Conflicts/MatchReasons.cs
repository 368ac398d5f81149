namespace DealFlow.Domain.Conflicts;

/// <summary>Says in words what was found.</summary>
internal static class MatchReasons
{
    public static IEnumerable<MatchReason> Of(MatchEvidence found) => All(found).Where(reason => reason.Applies).Select(reason => new MatchReason(reason.Rule, reason.Text));

    private static IEnumerable<(bool Applies, string Rule, string Text)> All(MatchEvidence found) =>
    [
        (found.SameVatId, "sameVatId", "same VAT id"),
        (found.SameRegistrationNumber, "sameRegistrationNumber", "same registration number"),
        (found.SameDuns, "sameDuns", "same D-U-N-S number"),
        (found.SameDomain, "sameDomain", "same domain"),
        (found.SameNumberWithoutCourt, "sameRegistrationNumberOnly", "same registration number, but the register is not known for both"),
        (found.Name == NameAgreement.Same, "sameName", "same name"),
        (found.Name == NameAgreement.OtherLegalForm, "sameNameOtherLegalForm", "same name but for the legal form"),
        (found.Name == NameAgreement.GroupOnly, "sameNameOtherRole", "same name but for words such as Holding or Verwaltung: perhaps a company of the same group"),
        (found.SameCity, "sameCity", "same city"),
        (found.OtherVatId, "otherVatId", "other VAT id"),
        (found.OtherRegistrationNumber, "otherRegistrationNumber", "other registration number"),
        (found.OtherDuns, "otherDuns", "other D-U-N-S number"),
        (found.OtherRole && found.Name != NameAgreement.GroupOnly, "otherRole", "one name speaks of a holding, a general partner or a sales company, the other does not"),
        (found.OtherCountry, "otherCountry", "other country"),
        (found.OtherCity, "otherCity", "other city"),
    ];
}
