using System.Text.Json;
using NodaTime;

namespace DealFlow.Workflow.Links;

/// <summary>
/// The keys that sign tokens as a host keeps them, in its store or as a secret setting: the first one signs, the others verify what they have signed
/// until they retire. As JSON: <c>[{"id":"k2","secret":"…","retiresAt":null},{"id":"k1","secret":"…","retiresAt":"2027-04-06T09:00:00Z"}]</c>,
/// secrets in base 64.
/// </summary>
public sealed class KeyRing
{
    /// <summary>The least length of a secret, in bytes: what HMAC-SHA256 is worth.</summary>
    public const int LeastBytes = 32;

    private const int LongestId = 20;

    private KeyRing(IReadOnlyList<TokenKey> keys) => Keys = keys;

    /// <summary>The keys, the one that signs first.</summary>
    public IReadOnlyList<TokenKey> Keys { get; }

    /// <summary>A ring of one key.</summary>
    public static KeyRing Of(string id, byte[] secret) => Checked([new TokenKey(id, secret, null)]);

    /// <summary>Reads a ring.</summary>
    /// <exception cref="FormatException">It is none; the message says what is wrong, and nothing of the secrets.</exception>
    public static KeyRing Read(string json)
    {
        try
        {
            return Checked(JsonSerializer.Deserialize<List<TokenKey>>(json, DealFlowJson.Options) ?? []);
        }
        catch (JsonException)
        {
            throw new FormatException("The keys for links are not written as [{\"id\":…,\"secret\":…,\"retiresAt\":…}].");
        }
    }

    /// <summary>The ring as <see cref="Read"/> reads it.</summary>
    public string Write() => JsonSerializer.Serialize(Keys, DealFlowJson.Options);

    /// <summary>The keys that are good at a time.</summary>
    public TokenKeys At(Instant now) => new(Keys[0].Id, Keys.Where(key => !key.HasRetired(now)).ToDictionary(key => key.Id, key => key.Secret));

    /// <summary>
    /// A new key signs from now on. The one before verifies for <paramref name="overlap"/> longer, or as long as was said before if that is shorter;
    /// keys that have retired are dropped.
    /// </summary>
    public KeyRing Rotate(byte[] secret, Instant now, Duration overlap)
    {
        var retires = now + overlap;
        var older = Keys.Where(key => !key.HasRetired(now)).Select(key => key with { RetiresAt = key.RetiresAt < retires ? key.RetiresAt : retires });
        return Checked([new TokenKey(NextId(), secret, null), .. older.Where(key => !key.HasRetired(now))]);
    }

    private string NextId() => $"k{Keys.Max(key => key.Id[0] == 'k' && int.TryParse(key.Id.AsSpan(1), out var number) ? number : 0) + 1}";

    private static KeyRing Checked(IReadOnlyList<TokenKey> keys)
    {
        if (keys.Count == 0 || keys[0].RetiresAt is not null)
            throw new FormatException("The first of the keys for links signs; it must be there and have no time to retire.");
        foreach (var key in keys)
            if (key.Id is not { Length: > 0 and <= LongestId } || !key.Id.All(char.IsAsciiLetterOrDigit))
                throw new FormatException($"A key for links has an id of letters and digits, {LongestId} at most.");
            else if (key.Secret is not { Length: >= LeastBytes })
                throw new FormatException($"The key {key.Id} for links is too short; {LeastBytes} random bytes are needed.");
        return keys.DistinctBy(key => key.Id).Count() == keys.Count ? new KeyRing(keys) : throw new FormatException("Two keys for links have the same id.");
    }
}

/// <summary>A key that signs tokens. <paramref name="RetiresAt"/>: from then on nothing that it has signed is good; null: not yet known.</summary>
public sealed record TokenKey(string Id, byte[] Secret, Instant? RetiresAt)
{
    /// <summary>Whether it is no longer good.</summary>
    public bool HasRetired(Instant now) => RetiresAt <= now;

    /// <summary>Without the secret.</summary>
    public override string ToString() => Id;
}
