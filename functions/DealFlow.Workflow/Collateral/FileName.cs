using System.Security.Cryptography;
using System.Text;
using DealFlow.Workflow.Links;
using NodaTime;

namespace DealFlow.Workflow.Collateral;

/// <summary>How a link names a file of the sales material: where it lies, and a hash of its name, which may be long and hold anything.</summary>
public sealed record FileName(string Program, string Product, string Language, string Hash)
{
    private const int HashBytes = 12;

    /// <summary>The name of a file in links.</summary>
    public static FileName Of(string program, string product, string language, string file) =>
        new(program, product, language, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)).AsSpan(0, HashBytes)));

    /// <summary>What a token names; null: no file.</summary>
    public static FileName? Of(SignedToken token) => token is { Purpose: TokenPurpose.File } && token.Subject.Split('/') is [var program, var product, var language, var hash]
        ? new FileName(program, product, language, hash)
        : null;

    /// <summary>Whether a file of the same folder is the one that is named.</summary>
    public bool IsOf(string file) => Of(Program, Product, Language, file) == this;

    /// <summary>As the subject of a token.</summary>
    public override string ToString() => $"{Program}/{Product}/{Language}/{Hash}";
}

/// <summary>Links to single files that the host hands out itself: signed, and good for an hour.</summary>
public sealed class FileLinks(TokenSigner signer, DealFlowSettings settings)
{
    /// <summary>The route that hands files out.</summary>
    public const string Route = "/collateral/file";

    /// <summary>The address of a file for a partner.</summary>
    public string To(FileName file, string partner, Instant expiresAt) =>
        $"{settings.PublicBaseUrl}{Route}?t={signer.Sign(new SignedToken(TokenPurpose.File, file.ToString(), 0, partner, expiresAt))}";
}
