using DealFlow.Domain.Amounts;
using DealFlow.Domain.Conflicts;
using NodaTime;

namespace DealFlow.Domain.Registrations;

/// <summary>What the partner wrote, in normal form. The values were validated when the registration was accepted.</summary>
public sealed record Lead
{
    /// <summary>How far ahead an order may be expected, in years.</summary>
    public const int MostYearsAhead = 5;

    /// <summary>The company that may buy.</summary>
    public required CustomerFacts Customer { get; init; }

    /// <summary>The partner's contact there: personal data, removed some months after the end.</summary>
    public Contact? Contact { get; init; }

    /// <summary>Products of the program.</summary>
    public required IReadOnlyList<string> Products { get; init; }

    /// <summary>The expected net.</summary>
    public required Money EstimatedValue { get; init; }

    /// <summary>When the partner expects the order: a local day of the program.</summary>
    public required LocalDate ExpectedCloseOn { get; init; }

    /// <summary>What the partner has done so far; null once it was erased with the contact.</summary>
    public required string? Activity { get; init; }

    /// <summary>New business, or more with a customer of the partner.</summary>
    public required string DealType { get; init; }

    /// <summary>Who delivers to the partner.</summary>
    public string? Distributor { get; init; }

    /// <summary>The partner's own number for the deal.</summary>
    public string? PartnerReference { get; init; }

    /// <summary>Anything else.</summary>
    public string? Notes { get; init; }

    /// <summary>The language of mails and collateral for this deal.</summary>
    public required string Language { get; init; }
}

/// <summary>A person at the customer.</summary>
public sealed record Contact(string? Name, string? Email, string? Phone);

/// <summary>The types of deal that a partner can name.</summary>
public static class DealTypes
{
    /// <summary>A customer or use that is new to the manufacturer.</summary>
    public const string New = "new";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [New, "expansion", "renewal"];
}
