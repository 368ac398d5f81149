namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Words that tell companies of one group apart. "Schmidt Verwaltungs GmbH" is the general partner of "Schmidt GmbH &amp; Co. KG":
/// two companies, two customers, and often one domain.
/// </summary>
internal static class GroupRoles
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["verwaltungs"] = "general partner",
        ["verwaltung"] = "general partner",
        ["komplementaer"] = "general partner",
        ["komplementar"] = "general partner",
        ["komplementaers"] = "general partner",
        ["komplementars"] = "general partner",
        ["geschaeftsfuehrungs"] = "general partner",
        ["geschaftsfuhrungs"] = "general partner",
        ["verwaltungsgesellschaft"] = "general partner",
        ["beteiligungs"] = "holding of shares",
        ["beteiligung"] = "holding of shares",
        ["beteiligungen"] = "holding of shares",
        ["beteiligungsgesellschaft"] = "holding of shares",
        ["holding"] = "holding",
        ["holdings"] = "holding",
        ["vertriebs"] = "sales company",
        ["vertrieb"] = "sales company",
        ["vertriebsgesellschaft"] = "sales company",
    };

    /// <summary>Every word that names a role.</summary>
    public static IEnumerable<string> AllWords => Words.Keys;

    /// <summary>The role that a word names, or null.</summary>
    public static string? OfWord(string word) => Words.GetValueOrDefault(word);

    /// <summary>The role that a core names, the first if it names several.</summary>
    public static string? Of(string core) => core.Split(' ').Select(token => Words.GetValueOrDefault(token)).FirstOrDefault(role => role is not null);

    /// <summary>The core without such words; empty if nothing else is there.</summary>
    public static string Without(string core) => string.Join(' ', core.Split(' ').Where(token => !Words.ContainsKey(token)));
}
