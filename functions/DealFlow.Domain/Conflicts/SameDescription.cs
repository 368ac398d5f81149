namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Whether two descriptions are of one customer beyond doubt, so that what was said of the one holds for the other: by an identifier or the domain, or
/// by the whole name where nothing that both state differs. Stricter than a match: nothing is guessed.
/// </summary>
internal static class SameDescription
{
    public static bool Is(CustomerFacts one, CustomerFacts other)
    {
        var (a, b) = (CustomerProfile.Of(one), CustomerProfile.Of(other));
        return SharesIdentifier(a, b) || (!Contradict(a, b) && (Same(a.Domain, b.Domain) || SameName(a, b)));
    }

    public static bool ByName(CustomerFacts one, CustomerFacts other)
    {
        var (a, b) = (CustomerProfile.Of(one), CustomerProfile.Of(other));
        return SameName(a, b) && !Contradict(a, b);
    }

    /// <summary>By a number that no two companies have. A domain is none: sisters share one.</summary>
    public static bool SharesIdentifier(CustomerFacts one, CustomerFacts other) => SharesIdentifier(CustomerProfile.Of(one), CustomerProfile.Of(other));

    private static bool SharesIdentifier(CustomerProfile a, CustomerProfile b) =>
        Same(a.VatId, b.VatId) || Same(a.Duns, b.Duns)
        || (a.Country == b.Country && Same(a.RegistrationNumber, b.RegistrationNumber) && RegistrationNumbers.IsUnique(a.RegistrationNumber!, a.Country));

    private static bool SameName(CustomerProfile a, CustomerProfile b) =>
        a.Country == b.Country && a.Name.Forms.Intersect(b.Name.Forms).Any()
        && (a.Name.LegalForm is null || b.Name.LegalForm is null || a.Name.LegalForm == b.Name.LegalForm);

    private static bool Contradict(CustomerProfile a, CustomerProfile b) =>
        a.Country != b.Country
        || a.Name.Role != b.Name.Role
        || (Differ(a.VatId, b.VatId) && VatIds.PrefixOf(a.VatId!) == VatIds.PrefixOf(b.VatId!))
        || Differ(a.Duns, b.Duns)
        || (a.RegistrationNumber is not null && b.RegistrationNumber is not null && RegistrationNumbers.Contradict(a.RegistrationNumber, b.RegistrationNumber, a.Country))
        || (a.City is not null && b.City is not null && !Places.Same(a.City, b.City));

    private static bool Same(string? a, string? b) => a is not null && a == b;

    private static bool Differ(string? a, string? b) => a is not null && b is not null && a != b;
}
