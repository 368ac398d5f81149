using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Conflicts;

/// <summary>What a manufacturer has learned of two customers.</summary>
/// <param name="By">Who said it, as the timeline names people and systems.</param>
/// <param name="Registration">The registration it was said about; null where it was not said about one.</param>
public sealed record Alias(CustomerAlias Said, string By, Instant At, RegistrationId? Registration)
{
    /// <summary>The same for the same two customers, whoever comes first: what is said of them later replaces what was said before.</summary>
    public string Id { get; init; } = IdOf(Said.One, Said.Other);

    /// <summary>The keys under which it is found: those of both customers.</summary>
    public IReadOnlyList<string> Keys() => [.. CustomerClaims.KeysOf(Said.One).Union(CustomerClaims.KeysOf(Said.Other))];

    private static string IdOf(CustomerFacts one, CustomerFacts other)
    {
        string[] both = [Text(one), Text(other)];
        Array.Sort(both, StringComparer.Ordinal);
        return Signals.Hashes.Of(both);
    }

    private static string Text(CustomerFacts customer) => string.Join(
        '\t', customer.Name, customer.Country, customer.Domain, customer.VatId, customer.RegistrationNumber, customer.DunsNumber, customer.Address?.Street,
        customer.Address?.PostalCode, customer.Address?.City);
}

/// <summary>A page of aliases; <paramref name="Next"/> is null at the end.</summary>
public sealed record AliasPage(IReadOnlyList<Alias> Items, string? Next);
