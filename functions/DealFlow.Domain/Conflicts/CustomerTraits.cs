namespace DealFlow.Domain.Conflicts;

/// <summary>What two customers are compared by, all in normal form; null is what was not given, not readable, or shared by many.</summary>
internal sealed record CustomerTraits
{
    private const char Separator = '\t';

    private float[]? _weights;
    private string? _joined;
    private string? _coreName;
    private string? _groupName;

    public required string Country { get; init; }

    /// <summary>The words of the name.</summary>
    public required IReadOnlyList<NameWord> Words { get; init; }

    public string? LegalForm { get; init; }

    /// <summary>The town without blanks, umlauts folded.</summary>
    public string? Town { get; init; }

    public string? VatId { get; init; }
    public string? RegistrationNumber { get; init; }
    public string? Duns { get; init; }
    public string? Lei { get; init; }
    public string? Domain { get; init; }

    /// <summary>What each word says about which company is meant.</summary>
    public IReadOnlyList<float> Weights => _weights ??= [.. Words.Select(word => WordRarity.Of(word.Folded))];

    /// <summary>The greatest of these weights.</summary>
    public float Rarest => Weights.Count == 0 ? 0 : Weights.Max();

    /// <summary>All words without blanks.</summary>
    public string Joined => _joined ??= string.Concat(Words.Select(word => word.Folded));

    /// <summary>The words that tell something, without blanks.</summary>
    public string CoreName => _coreName ??= Telling(_ => true) is { Length: > 0 } core ? core : Joined;

    /// <summary>The words that a group has in common, without blanks; empty if there are none.</summary>
    public string GroupName => _groupName ??= Role is null ? CoreName : Telling(word => GroupRoles.OfWord(word.Folded) is null);

    /// <summary>What the company does within its group, if a word of its name says so.</summary>
    public string? Role => Words.Select(word => GroupRoles.OfWord(word.Folded)).FirstOrDefault(role => role is not null);

    /// <summary>Reads what a person wrote; what cannot be read counts as missing.</summary>
    public static CustomerTraits Of(CustomerFacts customer)
    {
        var (words, form) = NameWords.Of(customer.Name, customer.Country);
        var domain = Read(customer.Domain, RegistrableDomains.Read);
        var lei = Read(customer.RegistrationNumber, Leis.Read);
        return new CustomerTraits
        {
            Country = customer.Country,
            Words = words,
            LegalForm = form,
            Town = TownOf(customer.Address?.City),
            VatId = Read(customer.VatId, text => VatIds.Read(text, customer.Country)) is { } vatId ? VatIds.Identity(vatId) : null,
            RegistrationNumber = lei is null ? Read(customer.RegistrationNumber, text => RegistrationNumbers.Read(text, customer.Country)) : null,
            Duns = Read(customer.DunsNumber, DunsNumbers.Read),
            Lei = lei,
            Domain = domain is not null && RegistrableDomains.IsShared(domain) ? null : domain,
        };
    }

    /// <summary>One line that <see cref="FromFingerprint"/> reads.</summary>
    public string ToFingerprint() => string.Join(
        Separator, Country, string.Join(' ', Words.Select(word => word.Spelled)), LegalForm, Town, VatId, RegistrationNumber, Duns, Lei, Domain).TrimEnd(Separator);

    /// <summary>The traits that gave a fingerprint.</summary>
    public static CustomerTraits FromFingerprint(string fingerprint)
    {
        var parts = fingerprint.Split(Separator);
        string? Part(int number) => number < parts.Length && parts[number].Length > 0 ? parts[number] : null;
        return new CustomerTraits
        {
            Country = Part(0) ?? "",
            Words = Part(1) is { } words ? [.. words.Split(' ').Select(NameWord.Of)] : [],
            LegalForm = Part(2),
            Town = Part(3),
            VatId = Part(4),
            RegistrationNumber = Part(5),
            Duns = Part(6),
            Lei = Part(7),
            Domain = Part(8),
        };
    }

    private string Telling(Func<NameWord, bool> counts) => string.Concat(Words.Where((word, i) => Weights[i] > WordRarity.Around && counts(word)).Select(word => word.Folded));

    /// <summary>What a register adds in brackets is not part of the town's name.</summary>
    private static string? TownOf(string? city)
    {
        if (string.IsNullOrWhiteSpace(city))
            return null;
        var bracket = city.IndexOf('(', StringComparison.Ordinal);
        var town = NameWord.Fold(Places.Normal(bracket > 0 ? city[..bracket] : city)).Replace(" ", "", StringComparison.Ordinal);
        return town.Length > 0 ? town : null;
    }

    private static string? Read(string? text, Func<string, IdentifierReading> read) => string.IsNullOrWhiteSpace(text) ? null : read(text).Value;
}
