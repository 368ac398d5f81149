using System.Globalization;
using System.Text;
using DealFlow.Domain.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>
/// Counts how many companies have a word: of the registered customers, and of the others in the pairs. The second are far fewer and of other countries; a word
/// counts as where it is more frequent, brought to the size of the first. The names of one company count once, so that its own rare words stay rare: those of
/// a company that is not in the files would not be listed either.
/// </summary>
internal static class WordFile
{
    /// <summary>A word that fewer have is not listed; among the others few companies say too little.</summary>
    private const int Fewest = 4, FewestOthers = 4;

    public static string Of(IReadOnlyList<CompanyRow> rows, IReadOnlyList<PairRow> pairs)
    {
        var companies = Companies.Of(rows, [], pairs);
        var counts = rows.AsParallel().SelectMany(row => WordsOf(row.Name, row.Country).Distinct()).CountBy(word => word).ToDictionary(word => word.Key, word => (double)word.Value);
        var others = pairs.Where(pair => pair.Country != rows[0].Country).SelectMany(pair => new[] { pair.A, pair.B }).Where(name => companies.Registered(name) is null)
            .GroupBy(companies.CompanyOf, (_, names) => names.SelectMany(name => WordsOf(name, "")).Distinct().ToList()).ToList();
        foreach (var (word, count) in others.SelectMany(words => words).CountBy(word => word))
            if (count >= FewestOthers)
                counts[word] = Math.Max(counts.GetValueOrDefault(word), (double)count * rows.Count / others.Count);
        return TextOf(counts);
    }

    private static string TextOf(Dictionary<string, double> counts)
    {
        var text = new StringBuilder(
            """
            # Words that many company names have. A line is the base 2 logarithm of how many of some 350,000 names have them, rounded down, and the words in normal form.
            # Written by the benchmarks' "conflicts train --words"; counted from company names of OffeneRegister.de (CC BY 4.0), the OFAC SDN list (US public domain),
            # name-suggestion-index (BSD-3-Clause) and FinanceDatabase (MIT). No names are in it.

            """);
        foreach (var line in counts.GroupBy(word => (int)Math.Log2(word.Value), word => word.Key).Where(line => line.Key >= Fewest).OrderByDescending(line => line.Key))
            text.Append(CultureInfo.InvariantCulture, $"{line.Key} {string.Join(' ', line.Order(StringComparer.Ordinal))}\n");
        return text.ToString();
    }

    private static IEnumerable<string> WordsOf(string name, string country) =>
        CustomerTraits.Of(MeasuredIndex.Facts(name, null, country)).Words.Select(word => word.Folded).Where(word => word.Length > 1);
}
