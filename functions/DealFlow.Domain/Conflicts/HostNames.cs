using System.Globalization;
using System.Net;

namespace DealFlow.Domain.Conflicts;

/// <summary>Finds the host in what people type into a field named "domain".</summary>
internal static class HostNames
{
    private const int Longest = 2048;
    private const int LongestHost = 253;
    private const int LongestLabel = 63;

    /// <summary>The host of a web address, mail address or host name: lower-case ASCII without trailing dot; null if it is none.</summary>
    public static string? Find(string text)
    {
        if (text.Length > Longest)
            return null;
        var host = WithoutSurroundings(text.AsSpan().Trim().Trim("<>\"'()[],;")).ToString().Replace('。', '.').Replace('．', '.');
        var ascii = ToAscii(host.TrimEnd('.'));
        return ascii is not null && IsHost(ascii) ? ascii : null;
    }

    private static ReadOnlySpan<char> WithoutSurroundings(ReadOnlySpan<char> text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
            text = text[(scheme + 3)..];
        else if (text.StartsWith("//", StringComparison.Ordinal))
            text = text[2..];
        var end = text.IndexOfAny("/?#\\");
        if (end >= 0)
            text = text[..end];
        text = text[(text.LastIndexOf('@') + 1)..];
        var port = text.LastIndexOf(':');
        return port >= 0 && text[(port + 1)..].IndexOfAnyExceptInRange('0', '9') < 0 ? text[..port] : text;
    }

    private static string? ToAscii(string host)
    {
        if (System.Text.Ascii.IsValid(host))
            return host.ToLowerInvariant();
        try
        {
            return new IdnMapping().GetAscii(host.ToLowerInvariant()).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null; // the mapping has no other way to say that a name is malformed
        }
    }

    private static bool IsHost(string host) =>
        host.Length is > 0 and <= LongestHost && !IPAddress.TryParse(host, out _)
        && host.Split('.') is { Length: > 1 } labels && Array.TrueForAll(labels, IsLabel) && !labels[^1].All(char.IsAsciiDigit);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
