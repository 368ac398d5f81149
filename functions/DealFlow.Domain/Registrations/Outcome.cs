namespace DealFlow.Domain.Registrations;

/// <summary>What became of a command: the registration as it is now, or a refusal.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>The command was carried out.</summary>
    public sealed record Changed(Registration Registration) : Outcome;

    /// <summary>Nothing was changed.</summary>
    public sealed record Refused(Refusal Refusal) : Outcome;

    /// <summary>A change.</summary>
    public static implicit operator Outcome(Registration registration) => new Changed(registration);

    /// <summary>A refusal.</summary>
    public static implicit operator Outcome(Refusal refusal) => new Refused(refusal);
}

/// <summary>Why a command was refused, for the one who gave it.</summary>
/// <param name="Path">The member of the request that is wrong; null where the state or the role is.</param>
public sealed record Refusal(RefusalKind Kind, string Text, string? Path = null)
{
    internal static Refusal State(string text) => new(RefusalKind.State, text);

    internal static Refusal Value(string path, string text) => new(RefusalKind.Value, text, path);
}

/// <summary>The kinds of refusal.</summary>
public enum RefusalKind
{
    /// <summary>The state does not allow it (409).</summary>
    State,

    /// <summary>A value is wrong (422).</summary>
    Value,

    /// <summary>This one may not do it at all (403).</summary>
    Role,
}
