using System.Globalization;
using DealFlow.Domain.Conflicts;
using FuzzySharp;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>
/// What people use today: an index of words by Lucene, and FuzzySharp's WeightedRatio of the names, lower case and without legal form, for the fifty
/// that share the rarest words. With a city, those that sit there come first.
/// </summary>
internal sealed class Peer : IDisposable
{
    /// <summary>From where on it is the company: the best F1 on the tuning data, found by <c>conflicts train --peer</c>.</summary>
    public const int FromWithCity = 82, FromByName = 91, SamePairFrom = 88;

    private const int Candidates = 50;
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    private readonly RAMDirectory _directory = new();
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;
    private readonly Analyzer _analyzer = Analyzer.NewAnonymous((_, reader) =>
    {
        var words = new StandardTokenizer(Version, reader);
        return new TokenStreamComponents(words, new LowerCaseFilter(Version, words));
    });

    public Peer(IEnumerable<CompanyRow> rows)
    {
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(Version, _analyzer)))
            foreach (var row in rows)
                writer.AddDocument(new Document
                {
                    new StringField("id", row.Id, Field.Store.YES),
                    new TextField("name", row.Name, Field.Store.YES),
                    new StoredField("city", row.City ?? ""),
                });
        _reader = DirectoryReader.Open(_directory);
        _searcher = new IndexSearcher(_reader);
    }

    /// <summary>The best and how good it is, from 0 to 100; those found, the best first.</summary>
    public (IReadOnlyList<string> Found, int Score) Find(string name, string? city)
    {
        var wanted = Plain(name);
        var scored = new List<(string Id, int Score, bool InCity)>();
        foreach (var hit in _searcher.Search(WordsOf(name), Candidates).ScoreDocs)
        {
            var document = _searcher.Doc(hit.Doc);
            var inCity = city is not null && string.Equals(document.Get("city", CultureInfo.InvariantCulture), city, StringComparison.OrdinalIgnoreCase);
            scored.Add((document.Get("id", CultureInfo.InvariantCulture), Fuzz.WeightedRatio(wanted, Plain(document.Get("name", CultureInfo.InvariantCulture))), inCity));
        }
        var ranked = scored.Where(found => city is null || found.InCity).OrderByDescending(found => found.Score).ToList();
        return ([.. ranked.Select(found => found.Id)], ranked.Count == 0 ? 0 : ranked[0].Score);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _directory.Dispose();
        _analyzer.Dispose();
    }

    /// <summary>Pairs are told apart by the same measure.</summary>
    public static int Ratio(string a, string b) => Fuzz.WeightedRatio(Plain(a), Plain(b));

    private BooleanQuery WordsOf(string name)
    {
        var query = new BooleanQuery();
        using var stream = _analyzer.GetTokenStream("name", name);
        var term = stream.GetAttribute<Lucene.Net.Analysis.TokenAttributes.ICharTermAttribute>();
        stream.Reset();
        var words = new HashSet<string>();
        while (stream.IncrementToken())
            if (words.Add(term.ToString()) && words.Count < BooleanQuery.MaxClauseCount)
                query.Add(new TermQuery(new Term("name", term.ToString())), Occur.SHOULD);
        stream.End();
        return query;
    }

    private static string Plain(string name) => CompanyNames.Parse(name, "DE").Core is { Length: > 0 } core ? core : name.ToLowerInvariant();
}
