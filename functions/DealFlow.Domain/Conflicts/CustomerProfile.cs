namespace DealFlow.Domain.Conflicts;

/// <summary>A customer with everything in normal form; null is what was not given, not readable, or shared by many.</summary>
internal sealed record CustomerProfile(
    string Country, CompanyName Name, string? VatId, string? RegistrationNumber, string? Duns, string? Domain, string? City)
{
    public static CustomerProfile Of(CustomerFacts customer)
    {
        var domain = Read(customer.Domain, RegistrableDomains.Read);
        return new CustomerProfile(
            customer.Country,
            CompanyNames.Parse(customer.Name, customer.Country),
            Read(customer.VatId, text => VatIds.Read(text, customer.Country)) is { } vatId ? VatIds.Identity(vatId) : null,
            Read(customer.RegistrationNumber, text => RegistrationNumbers.Read(text, customer.Country)),
            Read(customer.DunsNumber, DunsNumbers.Read),
            domain is not null && RegistrableDomains.IsShared(domain) ? null : domain,
            string.IsNullOrWhiteSpace(customer.Address?.City) ? null : customer.Address.City);
    }

    private static string? Read(string? text, Func<string, IdentifierReading> read) => string.IsNullOrWhiteSpace(text) ? null : read(text).Value;
}
