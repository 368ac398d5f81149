using System.Text.Json;
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
        string[] both = [JsonSerializer.Serialize(one, DealFlowJson.Options), JsonSerializer.Serialize(other, DealFlowJson.Options)];
        Array.Sort(both, StringComparer.Ordinal);
        return Signals.Hashes.Of(both);
    }
}

/// <summary>A page of aliases; <paramref name="Next"/> is null at the end.</summary>
public sealed record AliasPage(IReadOnlyList<Alias> Items, string? Next);
