namespace DealFlow.Domain.Conflicts;

/// <summary>A company's name in normal form.</summary>
/// <param name="Core">Lower-case ASCII tokens joined by one blank, the legal form taken off, ü as ue. Empty if the name has no letter or digit.</param>
/// <param name="LegalForm">Canonical legal form, such as <c>GmbH &amp; Co. KG</c>; null if none was recognised.</param>
/// <param name="PlainCore">The same core with ü as u, for those who leave the dots out.</param>
/// <param name="Role">What the company does within its group, by a word in its name: the general partner of a KG, a holding, a sales company; null if nothing says so.</param>
public sealed record CompanyName(string Core, string? LegalForm, string PlainCore, string? Role)
{
    /// <summary>Every normal form under which the name can be met: both spellings, and both without blanks.</summary>
    internal IReadOnlyList<string> Forms { get; } =
        [.. new[] { Core, PlainCore, Joined(Core), Joined(PlainCore) }.Where(form => form.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>The forms of the name that the group has in common; those of the name itself if it has no role.</summary>
    internal IReadOnlyList<string> GroupForms { get; } =
        [.. new[] { GroupRoles.Without(Core), GroupRoles.Without(PlainCore) }.Where(form => form.Length > 0).Distinct(StringComparer.Ordinal)];

    private static string Joined(string core) => core.Replace(" ", "", StringComparison.Ordinal);
}

/// <summary>Brings company names into normal form.</summary>
public static class CompanyNames
{
    private const int LongestCore = 200;

    /// <summary>Reads any text; it never fails.</summary>
    /// <param name="name">As written, in any script.</param>
    /// <param name="country">ISO 3166-1 alpha-2: some letters are a legal form in some countries only.</param>
    public static CompanyName Parse(string name, string country)
    {
        var (core, form) = Read(name, country, UmlautForm.TwoLetters);
        var (plain, _) = Read(name, country, UmlautForm.OneLetter);
        return new CompanyName(core, form, plain, GroupRoles.Of(core));
    }

    private static (string Core, string? Form) Read(string name, string country, UmlautForm umlauts)
    {
        var tokens = NameText.Tokens(name, umlauts);
        var form = LegalForms.TakeOff(tokens, country);
        Abbreviations.Expand(tokens, umlauts);
        var core = string.Join(' ', tokens);
        return (core.Length > LongestCore ? core[..LongestCore].TrimEnd() : core, form);
    }
}
