namespace DealFlow.Domain.Conflicts;

/// <summary>What two customers are compared by, all in normal form; null is what was not given, not readable, or shared by many.</summary>
internal sealed record CustomerTraits
{
    private const char Separator = '\t';

    private string? _role, _brand;
    private int[]? _trigrams;
    private IReadOnlyList<CandidateKey>? _keys;
    private string? _joined;
    private string? _coreName;
    private string? _groupName;

    public required string Country { get; init; }

    /// <summary>The words of the name.</summary>
    public required NameWord[] Words { get; init; }

    public string? LegalForm { get; init; }

    /// <summary>The town without blanks, umlauts folded.</summary>
    public string? Town { get; init; }

    public string? VatId { get; init; }
    public string? RegistrationNumber { get; init; }
    public string? Duns { get; init; }
    public string? Lei { get; init; }
    public string? Domain { get; init; }

    /// <summary>The greatest weight of a word.</summary>
    public float Rarest => Words.Length == 0 ? 0 : Words.Max(word => word.Facts.Weight);

    /// <summary>All words without blanks.</summary>
    public string Joined => _joined ??= Words.Length == 1 ? Words[0].Folded : string.Concat(Words.Select(word => word.Folded));

    /// <summary>Three letters in a row, each as a number, in order.</summary>
    public ReadOnlySpan<int> Trigrams => _trigrams ??= WordSimilarity.TrigramsOf(Joined);

    /// <summary>All keys that it is kept under.</summary>
    public IReadOnlyList<CandidateKey> Keys => _keys ??= CandidateKeys.Of(this);

    /// <summary>The words that tell something, without blanks.</summary>
    public string CoreName => _coreName ??= Telling(_ => true) is { Length: > 0 } core ? core : Joined;

    /// <summary>The words that a group has in common, without blanks; empty if there are none.</summary>
    public string GroupName => _groupName ??= Role is null ? CoreName : Telling(word => word.Facts.Role is null);

    /// <summary>What the company does within its group, if a word of its name says so.</summary>
    public string? Role => Known(_role ??= Array.Find(Words, word => word.Facts.Role is not null).Facts?.Role ?? "");

    /// <summary>As <see cref="Brands.Of"/> says.</summary>
    public string? Brand => Known(_brand ??= Brands.Of(this) ?? "");

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
            Words = Part(1) is { } words ? Array.ConvertAll(words.Split(' '), NameWord.Of) : [],
            LegalForm = Part(2),
            Town = Part(3),
            VatId = Part(4),
            RegistrationNumber = Part(5),
            Duns = Part(6),
            Lei = Part(7),
            Domain = Part(8),
        };
    }

    private string Telling(Func<NameWord, bool> counts) => string.Concat(Words.Where(word => word.Facts.Weight > WordRarity.Around && counts(word)).Select(word => word.Folded));

    private static string? Known(string value) => value.Length > 0 ? value : null;

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
