namespace DealFlow.Domain.Conflicts;

/// <summary>What a key is made of, in the order in which a match is judged.</summary>
public enum CustomerKeyKind
{
    /// <summary>VAT id: <c>DE136695976</c>.</summary>
    VatId,

    /// <summary>Country and number in the company register: <c>DE|CHARLOTTENBURG HRB 12345</c>.</summary>
    RegistrationNumber,

    /// <summary>D-U-N-S number: nine digits.</summary>
    Duns,

    /// <summary>Registrable domain that is the company's own.</summary>
    Domain,

    /// <summary>Country and a normal form of the name: <c>DE|mueller maschinenbau</c>.</summary>
    Name,
}

/// <summary>A key under which a customer is found. Two customers that share a strong one can be the same for certain.</summary>
public sealed record CustomerKey(CustomerKeyKind Kind, string Value)
{
    private const int CountryAndBar = 3;

    /// <summary>True for VAT id, D-U-N-S number, domain, and a registration number that no other company of the country has.</summary>
    public bool IsStrong => Kind switch
    {
        CustomerKeyKind.Name => false,
        CustomerKeyKind.RegistrationNumber => Value.Length > CountryAndBar && RegistrationNumbers.IsUnique(Value[CountryAndBar..], Value[..2]),
        _ => true,
    };

    /// <summary>Kind and value as stored and shown: <c>vatId:DE136695976</c>. Without slash, backslash, question mark and number sign.</summary>
    public override string ToString() => $"{Prefix}:{Value}";

    private string Prefix => Kind switch
    {
        CustomerKeyKind.VatId => "vatId",
        CustomerKeyKind.RegistrationNumber => "registrationNumber",
        CustomerKeyKind.Duns => "duns",
        CustomerKeyKind.Domain => "domain",
        _ => "name",
    };
}

/// <summary>Makes the keys of a customer.</summary>
public static class CustomerKeys
{
    /// <summary>No customer has more keys than this.</summary>
    public const int Most = 20;

    /// <summary>
    /// The distinct keys of a customer, strong kinds first, always in the same order. What cannot be read and what many share gives
    /// none. A British number has the same key under GB and XI.
    /// </summary>
    public static IReadOnlyList<CustomerKey> Of(CustomerFacts customer) => Of(CustomerProfile.Of(customer));

    internal static IReadOnlyList<CustomerKey> Of(CustomerProfile customer)
    {
        var keys = new List<CustomerKey>(Most);
        if (customer.VatId is { } vatId)
            keys.Add(new(CustomerKeyKind.VatId, vatId));
        if (customer.RegistrationNumber is { } number)
        {
            keys.Add(new(CustomerKeyKind.RegistrationNumber, $"{customer.Country}|{number}"));
            keys.Add(new(CustomerKeyKind.RegistrationNumber, $"{customer.Country}|{RegistrationNumbers.WithoutCourt(number, customer.Country)}"));
        }
        if (customer.Duns is { } duns)
            keys.Add(new(CustomerKeyKind.Duns, duns));
        if (customer.Domain is { } domain)
            keys.Add(new(CustomerKeyKind.Domain, domain));
        foreach (var form in customer.Name.Forms.Concat(customer.Name.GroupForms))
            keys.Add(new(CustomerKeyKind.Name, $"{customer.Country}|{form}"));
        return [.. keys.Distinct().Take(Most)];
    }
}
