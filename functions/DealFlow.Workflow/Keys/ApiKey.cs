using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace DealFlow.Workflow.Keys;

/// <summary>What is kept of an API key: never the key itself.</summary>
/// <param name="Hash">Of the key, see <see cref="HashOf"/>.</param>
public sealed record ApiKey(string Hash, KeyOwner Owner, Instant CreatedAt)
{
    private const int IdLength = 16;

    /// <summary>Names the key to people: the beginning of its hash, which leads neither to the hash nor to the key.</summary>
    public string Id => Hash.Length > IdLength ? Hash[..IdLength] : Hash;

    /// <summary>What its maker calls it; empty for none.</summary>
    public string Label { get; init; } = "";

    /// <summary>The person of the partner who made it; null: the operator did.</summary>
    public KeyMaker? Maker { get; init; }

    /// <summary>Right to the minute; null: never.</summary>
    public Instant? LastUsedAt { get; init; }

    /// <summary>Null while it is good.</summary>
    public Instant? RevokedAt { get; init; }

    /// <summary>A new key from 32 random bytes, to be shown once.</summary>
    public static string From(ReadOnlySpan<byte> random) => "dfk_" + Base64Url.EncodeToString(random);

    /// <summary>What is stored of a key. Keys are random and long, so a plain hash is enough.</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

/// <summary>A person who made a key for a partner.</summary>
/// <param name="Person">The mail address.</param>
/// <param name="Manufacturers">Those whose membership named the person when the key was made.</param>
public sealed record KeyMaker(string Person, IReadOnlyList<string> Manufacturers);
