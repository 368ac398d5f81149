namespace DealFlow.Workflow.Keys;

/// <summary>API keys: kept hashed, several at a time, revocable.</summary>
public interface IKeyStore
{
    /// <summary>The key of this hash, or null when it is unknown or revoked. Remembers the use.</summary>
    Task<ApiKey?> FindAsync(string hash, CancellationToken cancellation);

    /// <summary>Adds a key. One that is there already stays as it is, a revoked one too.</summary>
    Task AddAsync(ApiKey key, CancellationToken cancellation);

    /// <summary>All keys of an owner, oldest first, revoked ones too.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(KeyOwner owner, CancellationToken cancellation);

    /// <summary>Revokes a key by its id. False: it is unknown, revoked already, or somebody else's.</summary>
    Task<bool> RevokeAsync(string id, KeyOwner owner, CancellationToken cancellation);
}

/// <summary>Whose key it is: a partner's, or that of a manufacturer's system.</summary>
public sealed record KeyOwner(KeyOwnerKind Kind, string Id);

/// <summary>The kinds of key owner.</summary>
public enum KeyOwnerKind
{
    /// <summary>A partner: sees its own registrations in all programs.</summary>
    Partner,

    /// <summary>A manufacturer's system: sees the manufacturer's programs.</summary>
    Manufacturer,
}
