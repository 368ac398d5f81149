using DealFlow.Domain.Conflicts;

namespace DealFlow.Workflow.Registrations;

/// <summary>A registration as a partner wrote it, not yet judged. What was left out is null.</summary>
public sealed record RegistrationDraft
{
    /// <summary>The program's id.</summary>
    public string? Program { get; init; }

    /// <summary>The company that may buy.</summary>
    public CustomerDraft? Customer { get; init; }

    /// <summary>The contact there.</summary>
    public ContactDraft? Contact { get; init; }

    /// <summary>Ids of products of the program.</summary>
    public IReadOnlyList<string?>? Products { get; init; }

    /// <summary>The expected net.</summary>
    public MoneyDraft? EstimatedValue { get; init; }

    /// <summary><c>yyyy-MM-dd</c>.</summary>
    public string? ExpectedCloseOn { get; init; }

    /// <summary>What the partner has done so far.</summary>
    public string? Activity { get; init; }

    /// <summary><c>new</c> where it is left out.</summary>
    public string? DealType { get; init; }

    /// <summary>Who delivers to the partner.</summary>
    public string? Distributor { get; init; }

    /// <summary>The partner's own number.</summary>
    public string? PartnerReference { get; init; }

    /// <summary>Anything else.</summary>
    public string? Notes { get; init; }

    /// <summary>Of mails and collateral; the partner's where it is left out.</summary>
    public string? Language { get; init; }
}

/// <summary>A customer as a partner wrote it.</summary>
public sealed record CustomerDraft(
    string? Name, string? Country, string? Domain, string? VatId, string? DunsNumber, string? RegistrationNumber, AddressDraft? Address)
{
    /// <summary>A customer without mistakes in normal form.</summary>
    public CustomerFacts ToFacts() => new()
    {
        Name = Name!.Trim(),
        Country = Country!,
        Domain = Domain is null ? null : RegistrableDomains.Read(Domain).Value,
        VatId = VatId is null ? null : VatIds.Read(VatId, Country).Value,
        DunsNumber = DunsNumber is null ? null : DunsNumbers.Read(DunsNumber).Value,
        RegistrationNumber = RegistrationNumber?.Trim(),
        Address = Address is null ? null : new CustomerAddress(Address.Street, Address.PostalCode, Address.City),
    };
}

/// <summary>An address as a partner wrote it.</summary>
public sealed record AddressDraft(string? Street, string? PostalCode, string? City);

/// <summary>A contact as a partner wrote it.</summary>
public sealed record ContactDraft(string? Name, string? Email, string? Phone);

/// <summary>Money as somebody wrote it: exact, as text.</summary>
public sealed record MoneyDraft(string? Amount, string? Currency);
