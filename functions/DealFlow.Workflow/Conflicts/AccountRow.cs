using System.Text.Json.Serialization;
using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Registrations;
using NodaTime.Text;

namespace DealFlow.Workflow.Conflicts;

/// <summary>An account as it is imported. Blank counts as missing, and a line break inside a field, as in addresses of spreadsheets, as a blank.</summary>
internal sealed record AccountRow
{
    private const int Longest = 300;

    [JsonConstructor]
    public AccountRow(
        string? id, string? name, string? country, string? city, string? street, string? postalCode, string? domain, string? vatId, string? kind,
        string? owner, string? validUntil)
    {
        (Id, Name, Country, City, Street, PostalCode) = (Clean(id), Clean(name), Clean(country), Clean(city), Clean(street), Clean(postalCode));
        (Domain, VatId, Kind, Owner, ValidUntil) = (Clean(domain), Clean(vatId), Clean(kind), Clean(owner), Clean(validUntil));
    }

    public string? Id { get; }
    public string? Name { get; }
    public string? Country { get; }
    public string? City { get; }
    public string? Street { get; }
    public string? PostalCode { get; }
    public string? Domain { get; }
    public string? VatId { get; }
    public string? Kind { get; }
    public string? Owner { get; }
    public string? ValidUntil { get; }

    /// <summary>What is wrong and what to do; null if nothing is.</summary>
    public string? Problem() => this switch
    {
        { Id: null or { Length: > 100 } } => "id is required and has 100 characters at most.",
        { Name: null or { Length: > 200 } } => "name is required and has 200 characters at most.",
        { Country: null } => "country is required: two capital letters, as in DE.",
        _ when !Countries.IsKnown(Country) => "country is two capital letters of ISO 3166, as in DE.",
        { Kind: { } kind } when !Account.Kinds.Contains(kind) => $"kind is {string.Join(" or ", Account.Kinds)}.",
        _ when Texts.Any(text => text.Contains('\uFFFD', StringComparison.Ordinal)) => "A field has characters that cannot be read; save the file as UTF-8.",
        _ when Texts.Any(text => text.Length > Longest || !TextRules.IsClean(text, lineBreaks: false)) =>
            "A field is too long, or has control or text-direction characters.",
        { Domain: { } domain } when RegistrableDomains.Read(domain).Problem is { } problem => $"domain: {problem}",
        { VatId: { } vatId } when VatIds.Read(vatId, Country).Problem is { } problem => $"vatId: {problem}",
        { ValidUntil: { } day } when !LocalDatePattern.Iso.Parse(day).Success => "validUntil is a date of the form 2027-12-31.",
        _ => null,
    };

    /// <summary>The account of a row without problem.</summary>
    public Account ToAccount() => new(
        Id!,
        new CustomerFacts
        {
            Name = Name!,
            Country = Country!,
            Domain = Domain is null ? null : RegistrableDomains.Read(Domain).Value,
            VatId = VatId is null ? null : VatIds.Read(VatId, Country!).Value,
            Address = Street is null && PostalCode is null && City is null ? null : new CustomerAddress(Street, PostalCode, City),
        },
        Kind ?? Account.Kinds[0], Owner, ValidUntil is null ? null : LocalDatePattern.Iso.Parse(ValidUntil).Value);

    private IEnumerable<string> Texts => new[] { Id, Name, City, Street, PostalCode, Domain, VatId, Owner }.OfType<string>();

    private static string? Clean(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.ReplaceLineEndings(" ").Trim();
}
