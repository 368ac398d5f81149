using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DealFlow.Workflow.Keys;

/// <summary>API keys: kept hashed, several at a time, revocable.</summary>
public interface IKeyStore
{
    /// <summary>The owner of a key, by its hash, or null when it is unknown or revoked. Remembers the use.</summary>
    Task<KeyOwner?> FindAsync(string hash, CancellationToken cancellation);

    /// <summary>Adds a key by its hash.</summary>
    Task AddAsync(string hash, KeyOwner owner, CancellationToken cancellation);
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

/// <summary>Making and hashing API keys.</summary>
public static class ApiKeys
{
    /// <summary>A new key from 32 random bytes, to be shown once.</summary>
    public static string From(ReadOnlySpan<byte> random) => "dfk_" + Base64Url.EncodeToString(random);

    /// <summary>What is stored of a key. Keys are random and long, so a plain hash is enough.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
