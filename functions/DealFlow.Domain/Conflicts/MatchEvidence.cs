namespace DealFlow.Domain.Conflicts;

/// <summary>How far two names agree.</summary>
internal enum NameAgreement
{
    None,

    /// <summary>Only the words for the role in a group differ.</summary>
    GroupOnly,

    /// <summary>Both give a legal form, and not the same.</summary>
    OtherLegalForm,

    /// <summary>Nothing differs, though one may not give its legal form.</summary>
    Same,
}

/// <summary>What two customers have in common and what not. Of a pair of "same" and "other" both are false if a value is missing.</summary>
internal sealed record MatchEvidence
{
    public required bool SameVatId { get; init; }
    public required bool OtherVatId { get; init; }
    public required bool SameRegistrationNumber { get; init; }
    public required bool SameNumberWithoutCourt { get; init; }
    public required bool OtherRegistrationNumber { get; init; }
    public required bool SameDuns { get; init; }
    public required bool OtherDuns { get; init; }
    public required bool SameDomain { get; init; }
    public required bool OtherDomain { get; init; }
    public required NameAgreement Name { get; init; }
    public required bool OtherRole { get; init; }
    public required bool OtherCountry { get; init; }
    public required bool SameCity { get; init; }
    public required bool OtherCity { get; init; }

    public required bool IsAcronym { get; init; }

    /// <summary>Whether one name is a brand alone and the other begins with it or adds to it, as a company of the same group does.</summary>
    public required bool IsBrand { get; init; }

    public required bool SameLei { get; init; }
    public required bool OtherLei { get; init; }

    public bool SameIdentifier => SameVatId || SameRegistrationNumber || SameDuns || SameLei;

    public bool OtherIdentifier => OtherVatId || OtherRegistrationNumber || OtherDuns || OtherLei;

    /// <summary>False: only a likelihood can make it possible.</summary>
    public bool SaysSomething => SameIdentifier || SameDomain || SameNumberWithoutCourt || IsHint;

    /// <summary>Whether the names alone are reason enough to look: the same, those of one group, or one the initials or the brand of the other.</summary>
    public bool IsHint => Name is NameAgreement.Same or NameAgreement.OtherLegalForm || ((Name is NameAgreement.GroupOnly || IsAcronym || IsBrand) && !OtherCity);

    public static MatchEvidence Of(CustomerTraits a, CustomerTraits b)
    {
        var sameCountry = a.Country == b.Country;
        var numbers = sameCountry && a.RegistrationNumber is not null && b.RegistrationNumber is not null;
        var sameNumber = numbers && RegistrationNumbers.WithoutCourt(a.RegistrationNumber!, a.Country) == RegistrationNumbers.WithoutCourt(b.RegistrationNumber!, b.Country);
        var sameEntry = numbers && a.RegistrationNumber == b.RegistrationNumber && RegistrationNumbers.IsUnique(a.RegistrationNumber!, a.Country);
        var otherEntry = numbers && RegistrationNumbers.Contradict(a.RegistrationNumber!, b.RegistrationNumber!, a.Country);
        var towns = a.Town is not null && b.Town is not null;
        var sameTown = towns && a.Town == b.Town;
        return new MatchEvidence
        {
            SameVatId = Same(a.VatId, b.VatId),
            OtherVatId = Differ(a.VatId, b.VatId) && VatIds.PrefixOf(a.VatId!) == VatIds.PrefixOf(b.VatId!),
            SameRegistrationNumber = sameEntry,
            SameNumberWithoutCourt = sameNumber && !sameEntry && !otherEntry,
            OtherRegistrationNumber = otherEntry,
            SameDuns = Same(a.Duns, b.Duns),
            OtherDuns = Differ(a.Duns, b.Duns),
            SameDomain = Same(a.Domain, b.Domain),
            OtherDomain = Differ(a.Domain, b.Domain),
            Name = Compare(a, b),
            OtherRole = a.Role != b.Role,
            OtherCountry = !sameCountry && a.Country.Length > 0 && b.Country.Length > 0,
            SameCity = sameTown,
            OtherCity = towns && !sameTown,
            IsAcronym = Acronyms.Between(a, b),
            IsBrand = Brands.Between(a, b),
            SameLei = Same(a.Lei, b.Lei),
            OtherLei = Differ(a.Lei, b.Lei),
        };
    }

    private static NameAgreement Compare(CustomerTraits a, CustomerTraits b)
    {
        if (a.Joined.Length > 0 && a.Joined == b.Joined)
            return a.LegalForm is not null && b.LegalForm is not null && a.LegalForm != b.LegalForm ? NameAgreement.OtherLegalForm : NameAgreement.Same;
        return a.GroupName.Length > 0 && a.GroupName == b.GroupName ? NameAgreement.GroupOnly : NameAgreement.None;
    }

    private static bool Same(string? a, string? b) => a is not null && a == b;

    private static bool Differ(string? a, string? b) => a is not null && b is not null && a != b;
}
