using System.Security.Cryptography;
using System.Text;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.SignIn;

namespace DealFlow.Web.Pages.Keys;

/// <summary>
/// What a key is made from: the number of the form, which the page gives, and our signature over it, which nobody has but this host. So a form that is
/// sent twice asks for the same key, and who saw the form still cannot tell the key.
/// </summary>
internal sealed class KeySeed(TokenSigner signer)
{
    /// <summary>The field of the form that carries its number.</summary>
    public const string Field = "form";

    private const int Digits = 32;

    /// <summary>The number of a form that is shown.</summary>
    public static string NewNumber() => RandomNumberGenerator.GetHexString(Digits, lowercase: true);

    /// <summary>The seed of the key that a form asks for. A form without a number asks for one of its own.</summary>
    public byte[] Of(PartnerSide person, string? number, string label)
    {
        var known = number is { Length: Digits } && number.All(char.IsAsciiHexDigitLower) ? number : NewNumber();
        return SHA256.HashData(Encoding.UTF8.GetBytes(signer.Sign(new SignedToken(TokenPurpose.Csrf, $"key {known} {label}", 0, $"{person.Key} {person.Address}", default))));
    }
}
