namespace DealFlow.Domain.Conflicts;

/// <summary>Where a customer sits, as written by a person. Each part may be missing.</summary>
public sealed record CustomerAddress(string? Street, string? PostalCode, string? City);

/// <summary>
/// What is known of a customer, as a person wrote it in a registration or an imported account. Nothing here needs to be in
/// normal form; a value that cannot be read counts as missing, never as a difference.
/// </summary>
public sealed record CustomerFacts
{
    /// <summary>Company name as written, with or without legal form.</summary>
    public required string Name { get; init; }

    /// <summary>ISO 3166-1 alpha-2, upper case.</summary>
    public required string Country { get; init; }

    /// <summary>Host name, web address or mail address.</summary>
    public string? Domain { get; init; }

    /// <summary>VAT id with or without its country prefix.</summary>
    public string? VatId { get; init; }

    /// <summary>Number in the company register; in Germany with the court.</summary>
    public string? RegistrationNumber { get; init; }

    /// <summary>D-U-N-S number, nine digits.</summary>
    public string? DunsNumber { get; init; }

    /// <summary>Where the customer sits, if known.</summary>
    public CustomerAddress? Address { get; init; }
}
