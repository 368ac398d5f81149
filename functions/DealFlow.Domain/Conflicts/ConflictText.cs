namespace DealFlow.Domain.Conflicts;

/// <summary>What a partner is told of a conflict check: never who holds the customer, nor how it was found.</summary>
public static class ConflictText
{
    /// <summary>The English sentence for the API and the timeline.</summary>
    public static string ForPartner(ConflictReport report) => report switch
    {
        { Failed: true } => "The check for conflicts could not be completed; a person looks at it.",
        { HeldBy: not null } => "This customer is already registered; the registration that came first goes first.",
        { Candidates.Count: > 0 } => "There may be a conflict; a person looks at it.",
        _ => "No conflict was found.",
    };
}
