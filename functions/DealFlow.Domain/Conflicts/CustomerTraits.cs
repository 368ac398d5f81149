namespace DealFlow.Domain.Conflicts;

/// <summary>What two customers are compared by, all in normal form; null is what was not given, not readable, or shared by many.</summary>
internal sealed record CustomerTraits
{
    private const char Separator = '\t';
    private const int Fields = 9;

    private string? _joined;
    private string? _groupName;

    public required string Country { get; init; }
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>All words without blanks.</summary>
    public string Joined => _joined ??= string.Concat(Words);

    /// <summary>The words that the group has in common, without blanks.</summary>
    public string GroupName => _groupName ??= GroupRoles.Without(string.Join(' ', Words)).Replace(" ", "", StringComparison.Ordinal);

    public string? Role => Words.Count == 0 ? null : GroupRoles.Of(string.Join(' ', Words));

    public string? LegalForm { get; init; }
    public string? Town { get; init; }
    public string? VatId { get; init; }
    public string? RegistrationNumber { get; init; }
    public string? Duns { get; init; }
    public string? Lei { get; init; }
    public string? Domain { get; init; }

    public static CustomerTraits Of(CustomerFacts customer)
    {
        var profile = CustomerProfile.Of(customer);
        return new CustomerTraits
        {
            Country = profile.Country,
            Words = WordsOf(profile.Name),
            LegalForm = profile.Name.LegalForm,
            Town = profile.City is { } city ? string.Concat(Folding.Fold(Places.Normal(city)).Split(' ')) is { Length: > 0 } town ? town : null : null,
            VatId = profile.VatId,
            RegistrationNumber = profile.RegistrationNumber,
            Duns = profile.Duns,
            Domain = profile.Domain,
        };
    }

    public string ToFingerprint() =>
        string.Join(Separator, Country, string.Join(' ', Words), LegalForm, Town, VatId, RegistrationNumber, Duns, Lei, Domain).TrimEnd(Separator);

    public static CustomerTraits FromFingerprint(string fingerprint)
    {
        var parts = fingerprint.Split(Separator);
        string? Part(int number) => number < parts.Length && parts[number].Length > 0 ? parts[number] : null;
        return new CustomerTraits
        {
            Country = Part(0) ?? "",
            Words = Part(1)?.Split(' ') ?? [],
            LegalForm = Part(2),
            Town = Part(3),
            VatId = Part(4),
            RegistrationNumber = Part(5),
            Duns = Part(6),
            Lei = Part(7),
            Domain = Part(Fields - 1),
        };
    }

    private static string[] WordsOf(CompanyName name) =>
        name.PlainCore.Length == 0 ? [] : Folding.Fold(name.PlainCore).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
