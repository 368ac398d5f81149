namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Reads the registrable domain: the name a company bought, one label below a public suffix. <c>https://shop.acme.co.uk/x</c>
/// and <c>eva@acme.co.uk</c> both give <c>acme.co.uk</c>. A top-level domain the list does not know counts as a suffix.
/// </summary>
public static class RegistrableDomains
{
    private const string Resource = "DealFlow.Domain.Conflicts.shared-domains.txt";

    private static readonly Lazy<HashSet<string>> Shared = new(() =>
        [.. EmbeddedText.Read(Resource).Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length > 0 && line[0] != '#')]);

    /// <summary>Names that never leave one network (RFC 6761, RFC 6762, RFC 7686, and what ICANN reserved for inside use).</summary>
    private static readonly HashSet<string> Inside = ["localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "invalid", "onion", "arpa"];

    /// <summary>Private suffixes below which companies buy names just as below a country's: what is below them is one company's own.</summary>
    private static readonly HashSet<string> SoldLikeCountries =
    [
        "za.bz", "br.com", "cn.com", "co.com", "de.com", "eu.com", "gr.com", "jpn.com", "mex.com", "ru.com", "sa.com", "uk.com", "us.com", "za.com",
        "com.de", "gb.net", "hu.net", "in.net", "jp.net", "se.net", "uk.net", "ae.org", "eu.org", "us.org", "com.se", "co.nl", "co.no", "radio.am", "radio.fm",
    ];

    /// <summary>Reads a web address, mail address or host name. International names become punycode, all lower case.</summary>
    public static IdentifierReading Read(string text)
    {
        var host = HostNames.Find(text);
        if (host is null)
            return IdentifierReading.Bad("This is not the name of a web site: give the company's domain, for example acme.com, or leave it out.");
        if (Inside.Contains(host[(host.LastIndexOf('.') + 1)..]))
            return IdentifierReading.Bad("This name works inside one network only: give the company's public domain, for example acme.com, or leave it out.");
        var (suffix, _) = PublicSuffixes.List.SuffixOf(host);
        if (suffix.Length == host.Length)
            return IdentifierReading.Bad($"Anybody can register names below {suffix}: give the company's own domain, for example acme.{suffix}.");
        var label = host.LastIndexOf('.', host.Length - suffix.Length - 2) + 1;
        return IdentifierReading.Of(host[label..]);
    }

    /// <summary>
    /// True if many companies use this domain, so that it says nothing about which one is meant: free mail, internet providers,
    /// social networks, web hosting, and everything below a private suffix such as github.io.
    /// </summary>
    /// <param name="domain">A registrable domain in normal form.</param>
    public static bool IsShared(string domain)
    {
        if (Shared.Value.Contains(domain))
            return true;
        var (suffix, isPrivate) = PublicSuffixes.List.SuffixOf(domain);
        return isPrivate && !SoldLikeCountries.Contains(suffix);
    }
}
