using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace DealFlow.Functions.Hosting;

/// <summary>
/// Settings by their names as application settings (<c>Cosmos__Endpoint</c>), each read as what it has to be. What is wrong is collected, so that all of it is
/// found at once; no value is ever repeated, because some are secrets.
/// </summary>
internal sealed class NamedSettings(IConfiguration configuration)
{
    private readonly List<string> _errors = [];

    /// <summary>What is wrong, one sentence each, which begins with the name of the setting.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The setting, or null where it is missing or blank.</summary>
    public string? Find(string name) => configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>The setting; where it is missing that is wrong, and null.</summary>
    public string? Required(string name, string expected) => Find(name) ?? Wrong(name, $"is missing; expected {expected}");

    /// <summary>The setting, or what is meant where it is missing.</summary>
    public string Text(string name, string otherwise) => Find(name) ?? otherwise;

    /// <summary>A reference to Key Vault that the platform could not resolve arrives as it was written.</summary>
    public string Secret(string name)
    {
        var text = Required(name, "a secret, from Key Vault");
        if (text?.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase) is true)
        {
            Wrong(name, "is a reference to Key Vault that could not be resolved: is the secret there, and has the identity the role Key Vault Secrets User?");
            return "";
        }

        return text ?? "";
    }

    /// <summary>A mail address without a name.</summary>
    public string MailAddress(string name)
    {
        var text = Required(name, "the address that mails come from; its domain must be authenticated with SendGrid");
        if (text is not null && !(System.Net.Mail.MailAddress.TryCreate(text, out var address) && address.Address == text))
            Wrong(name, "is not a mail address");
        return text ?? "";
    }

    /// <summary>An https address; null only where there is an error.</summary>
    public Uri Https(string name)
    {
        if (Required(name, "an https address") is { } text)
            return TryHttps(text, out var uri) ? uri : NoUri(name);
        return null!;
    }

    private Uri NoUri(string name)
    {
        Wrong(name, "is not an https address");
        return null!;
    }

    /// <summary>A host name.</summary>
    public string HostName(string name)
    {
        var text = Required(name, "the host name of the Service Bus namespace, such as contoso.servicebus.windows.net");
        if (text is not null && Uri.CheckHostName(text) is not UriHostNameType.Dns)
            Wrong(name, "is not a host name (no sb://, no path)");
        return text ?? "";
    }

    /// <summary>A whole number.</summary>
    public int Count(string name, int least, int otherwise)
    {
        if (Find(name) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least)
            return count;
        Wrong(name, $"is not a whole number from {least} up");
        return otherwise;
    }

    /// <summary>A number from 0 to 1.</summary>
    public float Share(string name, float otherwise)
    {
        if (Find(name) is not { } text)
            return otherwise;
        if (float.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
            return share;
        Wrong(name, "is not a share from 0 to 1, such as 0.1");
        return otherwise;
    }

    /// <summary>Whether the first of two words is set; the other one is meant where nothing is.</summary>
    public bool IsChosen(string name, string word, string otherwise)
    {
        if (Find(name) is { } text && text != word && text != otherwise)
            Wrong(name, $"is neither \"{word}\" nor \"{otherwise}\"");
        return Find(name) == word;
    }

    /// <summary>Takes down what is wrong with a setting. Always null, so that it can stand for the value.</summary>
    public string? Wrong(string name, string why)
    {
        _errors.Add($"{name} {why}.");
        return null;
    }

    /// <summary>Whether a text is an https address.</summary>
    public static bool TryHttps(string text, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(text, UriKind.Absolute, out uri) && uri.Scheme == Uri.UriSchemeHttps;
}
