namespace DealFlow.Benchmarks.Conflicts;

/// <summary>Which names and ids of the files are one company, so that all that concerns it is held out together.</summary>
internal sealed class Companies
{
    private readonly Dictionary<string, string> _above = [];
    private readonly Dictionary<string, CompanyRow?> _registered = [];

    public static Companies Of(IReadOnlyList<CompanyRow> rows, IReadOnlyList<QueryRow> queries, IReadOnlyList<PairRow> pairs)
    {
        var companies = new Companies();
        foreach (var row in rows)
            companies._registered[row.Name] = companies._registered.ContainsKey(row.Name) ? null : row;
        foreach (var query in queries)
            if (query.ExpectedId is { } id)
                companies.Join(companies.Entity(query.Name), IdOf(id));
        foreach (var pair in pairs)
            if (pair.Label == "1")
                companies.Join(companies.Entity(pair.A), companies.Entity(pair.B));
        return companies;
    }

    /// <summary>The registered customer that alone has this very name.</summary>
    public CompanyRow? Registered(string name) => _registered.GetValueOrDefault(name);

    /// <summary>What all names of one company have in common.</summary>
    public string CompanyOf(string name) => Root(Entity(name));

    public int PartOf(string name) => Part(CompanyOf(name));

    public int PartOfId(string id) => Part(Root(IdOf(id)));

    private static string IdOf(string id) => "#" + id;

    private string Entity(string name) => Registered(name) is { } row ? IdOf(row.Id) : name;

    private string Root(string entity)
    {
        while (_above.TryGetValue(entity, out var above))
            entity = above;
        return entity;
    }

    private void Join(string one, string other)
    {
        var (a, b) = (Root(one), Root(other));
        if (a != b)
            _above[a] = b;
    }

    private static int Part(string entity)
    {
        var hash = 2166136261u;
        foreach (var c in entity)
            hash = (hash ^ c) * 16777619u;
        return (int)((hash >> 8) % Training.Parts);
    }
}
