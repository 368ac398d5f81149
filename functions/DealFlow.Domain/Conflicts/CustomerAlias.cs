namespace DealFlow.Domain.Conflicts;

/// <summary>What a person of the manufacturer has said of two customers. It holds until it is undone, whatever the names say.</summary>
/// <param name="OtherRef">Which candidate the other one was, as <see cref="RefOf"/> writes it; null where it was described only.</param>
public sealed record CustomerAlias(AliasVerdict Verdict, CustomerFacts One, CustomerFacts Other, string? OneRef, string? OtherRef)
{
    /// <summary>A candidate by its kind and id, as in <c>account:A-1</c>.</summary>
    public static string RefOf(CandidateKind kind, string id) => $"{(kind is CandidateKind.Account ? "account" : "registration")}:{id}";
}

/// <summary>What can be said of two customers.</summary>
public enum AliasVerdict
{
    /// <summary>They are one: a rename, an acronym, a trade name.</summary>
    Same,

    /// <summary>They are two, although their names or domains are alike.</summary>
    NotSame,
}

/// <summary>A customer as it stands in a registration or an account.</summary>
/// <param name="Ref">As <see cref="CustomerAlias.RefOf"/> writes it; null where it is only described.</param>
public sealed record AliasSubject(CustomerFacts Customer, string? Ref);
