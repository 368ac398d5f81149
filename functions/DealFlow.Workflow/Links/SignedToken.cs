using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace DealFlow.Workflow.Links;

/// <summary>What a link or a session stands for. The same parts always make the same token, so that a reminder can repeat it.</summary>
/// <param name="Subject">A registration's id, mostly.</param>
/// <param name="Round">The round of asking; a later round makes the token void.</param>
/// <param name="Person">For whom it was made; empty where it is for anybody who has it.</param>
public sealed record SignedToken(TokenPurpose Purpose, string Subject, int Round, string Person, Instant ExpiresAt);

/// <summary>What a token may be used for, and nothing else.</summary>
public enum TokenPurpose
{
    /// <summary>Decide on a registration.</summary>
    Decide,

    /// <summary>Decide on an extension.</summary>
    Extension,

    /// <summary>Confirm or dispute a win.</summary>
    Confirm,

    /// <summary>See and fetch the collateral of a deal.</summary>
    Collateral,

    /// <summary>Fetch one file for some minutes.</summary>
    File,

    /// <summary>Verify a receipt.</summary>
    Receipt,

    /// <summary>A person that has signed in.</summary>
    Session,

    /// <summary>A mailed link to sign in.</summary>
    SignIn,

    /// <summary>A form of our own pages.</summary>
    Csrf,
}

/// <summary>The keys that sign: one for new tokens, older ones as long as their tokens live. Each at least 32 random bytes.</summary>
public sealed record TokenKeys(string CurrentId, IReadOnlyDictionary<string, byte[]> ById);

/// <summary>Signs tokens and reads them back: HMAC-SHA256 with the key's id over all parts, compared in constant time.</summary>
/// <param name="current">The keys of this moment: asked at each use, so that a rotation counts at once.</param>
public sealed class TokenSigner(Func<TokenKeys> current)
{
    private const int LongestToken = 512;

    /// <summary>A signer with keys that never change.</summary>
    public TokenSigner(TokenKeys keys)
        : this(() => keys)
    {
    }

    /// <summary>The token as text that is safe in an address.</summary>
    public string Sign(SignedToken token)
    {
        var keys = current();
        var payload = Encoding.UTF8.GetBytes(string.Join('|',
            keys.CurrentId, token.Purpose, Part(token.Subject), token.Round.ToString(CultureInfo.InvariantCulture), Part(token.Person),
            token.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        return $"{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(Mac(keys.ById[keys.CurrentId], payload))}";
    }

    /// <summary>Reads a token that one of the keys has signed. Whether it has expired or was superseded is for the caller to judge.</summary>
    public bool TryRead(string? text, [NotNullWhen(true)] out SignedToken? token)
    {
        token = null;
        if (text is null || text.Length > LongestToken || text.Split('.') is not [var payloadText, var macText])
            return false;
        if (!TryDecode(payloadText, out var payload) || !TryDecode(macText, out var mac))
            return false;
        var parts = Encoding.UTF8.GetString(payload).Split('|');
        if (parts.Length != 6 || !current().ById.TryGetValue(parts[0], out var key) || !CryptographicOperations.FixedTimeEquals(mac, Mac(key, payload)))
            return false;
        token = new SignedToken(
            Enum.Parse<TokenPurpose>(parts[1]), parts[2], int.Parse(parts[3], CultureInfo.InvariantCulture), parts[4],
            Instant.FromUnixTimeSeconds(long.Parse(parts[5], CultureInfo.InvariantCulture)));
        return true;
    }

    private static byte[] Mac(byte[] key, byte[] payload) => HMACSHA256.HashData(key, payload);

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        if (!Base64Url.IsValid(text))
            return false;
        bytes = Base64Url.DecodeFromChars(text);
        return Base64Url.EncodeToString(bytes) == text; // one spelling only
    }

    private static string Part(string text) =>
        text.Contains('|', StringComparison.Ordinal) ? throw new ArgumentException("A part of a token has no '|'.", nameof(text)) : text;
}
