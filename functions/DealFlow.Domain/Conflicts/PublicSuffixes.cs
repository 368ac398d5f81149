using System.Globalization;

namespace DealFlow.Domain.Conflicts;

/// <summary>
/// The public suffix list (publicsuffix.org, MPL 2.0, embedded unchanged), parsed at first use. The list says below which names
/// anybody may register: com, co.uk, and in its private part github.io.
/// </summary>
internal sealed class PublicSuffixes
{
    private const string Resource = "DealFlow.Domain.Conflicts.public_suffix_list.dat";
    private const int ExpectedRules = 12_000;

    private static readonly Lazy<PublicSuffixes> Parsed = new(() => new PublicSuffixes(EmbeddedText.Read(Resource)));

    private readonly Dictionary<string, Rule> _rules = new(ExpectedRules, StringComparer.Ordinal);
    private readonly Dictionary<string, Rule>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private PublicSuffixes(string list)
    {
        _lookup = _rules.GetAlternateLookup<ReadOnlySpan<char>>();
        var isPrivate = false;
        for (var rest = list.AsSpan(); !rest.IsEmpty;)
        {
            var end = rest.IndexOf('\n');
            var line = rest[..(end < 0 ? rest.Length : end)].Trim();
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (line.StartsWith("// ===BEGIN PRIVATE", StringComparison.Ordinal))
                isPrivate = true;
            else if (!line.IsEmpty && !line.StartsWith("//", StringComparison.Ordinal))
                Add(line, isPrivate ? Rule.Private : Rule.None);
        }
    }

    [Flags]
    private enum Rule
    {
        None = 0,
        Exact = 1,
        Wildcard = 2,
        Exception = 4,
        Private = 8,
    }

    public static PublicSuffixes List => Parsed.Value;

    /// <summary>The suffix of a host in lower-case ASCII, and whether it comes from the private part of the list.</summary>
    public (string Suffix, bool IsPrivate) SuffixOf(string host)
    {
        var (labels, isPrivate) = Find(host.Contains("xn--", StringComparison.Ordinal) ? ToUnicode(host) : host);
        var start = host.Length;
        while (labels-- > 0)
            start = host.LastIndexOf('.', start - 1);
        return (host[(start + 1)..], isPrivate);
    }

    /// <summary>How many labels the suffix has. The longest rule wins, and an exception wins over its wildcard.</summary>
    private (int Labels, bool IsPrivate) Find(ReadOnlySpan<char> host)
    {
        for (var labels = host.Count('.') + 1; labels > 1; labels--)
        {
            var dot = host.IndexOf('.');
            var (own, parent) = (Of(host), Of(host[(dot + 1)..]));
            if (own.HasFlag(Rule.Exception))
                return (labels - 1, own.HasFlag(Rule.Private));
            if (own.HasFlag(Rule.Exact))
                return (labels, own.HasFlag(Rule.Private));
            if (parent.HasFlag(Rule.Wildcard))
                return (labels, parent.HasFlag(Rule.Private));
            host = host[(dot + 1)..];
        }
        return (1, false);
    }

    /// <summary>The list has international names in Unicode. Turning a host back costs less than turning the whole list.</summary>
    private static string ToUnicode(string host)
    {
        try
        {
            return new IdnMapping().GetUnicode(host);
        }
        catch (ArgumentException)
        {
            return host; // punycode that stands for nothing: only its plain labels can be in the list
        }
    }

    private Rule Of(ReadOnlySpan<char> name) => _lookup.TryGetValue(name, out var rule) ? rule : Rule.None;

    private void Add(ReadOnlySpan<char> line, Rule section)
    {
        var kind = Rule.Exact;
        if (line.StartsWith("*.", StringComparison.Ordinal))
            kind = Rule.Wildcard;
        else if (line[0] == '!')
            kind = Rule.Exception;
        var name = line[(kind switch { Rule.Wildcard => 2, Rule.Exception => 1, _ => 0 })..].ToString();
        _rules[name] = _rules.GetValueOrDefault(name) | kind | section;
    }
}
