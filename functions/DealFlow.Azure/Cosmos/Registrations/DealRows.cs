using System.Globalization;
using System.Text.RegularExpressions;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Registrations;
using Microsoft.Azure.Cosmos;
using NodaTime;

namespace DealFlow.Azure.Cosmos.Registrations;

/// <summary>Reads the rows of registrations, each time of one partition.</summary>
internal sealed partial class DealRows(Documents documents, Arbiter arbiter)
{
    private const string Deals = "SELECT * FROM c WHERE c.pk = @pk AND c.kind = 'deal'";

    /// <summary>The row of a registration, or null.</summary>
    public Task<DealRow?> FindAsync(Registration deal, CancellationToken cancellation) => FindAsync(deal.Manufacturer, deal.Id, cancellation);

    /// <inheritdoc cref="FindAsync(Registration, CancellationToken)"/>
    public Task<DealRow?> FindAsync(string manufacturer, RegistrationId id, CancellationToken cancellation) => documents.ReadAsync<DealRow>(
        Names.Manufacturer(manufacturer), DealRow.IdOf(Names.Manufacturer(manufacturer), id), cancellation);

    /// <summary>Rows of a manufacturer that share a scope and a key, in the order of acceptance.</summary>
    public async Task<IReadOnlyList<DealRow>> SharingAsync(
        string manufacturer, IReadOnlyList<string> scopes, IReadOnlyList<string> keys, string condition, (string Name, object Value)[] values,
        CancellationToken cancellation)
    {
        if (scopes.Count == 0 || keys.Count == 0)
            return [];
        var text = $"{Deals} AND {condition} AND ({Any("c.scopes", "@s", scopes)}) AND ({Any("c.keys", "@k", keys)})";
        var found = await documents.QueryAsync<DealRow>(
            new Query(Names.Manufacturer(manufacturer), text, [.. values, .. Named("@s", scopes), .. Named("@k", keys)]), cancellation);
        return InOrder(found);
    }

    /// <summary>
    /// Rows of a manufacturer that hold, in one of these scopes, and may be of the customer looked up, in the order of acceptance. One query; a key that
    /// more than <see cref="IndexedCustomer.MostPostings"/> have gives nothing.
    /// </summary>
    public async Task<IReadOnlyList<DealRow>> SimilarAsync(
        string manufacturer, IReadOnlyList<string> scopes, CandidateLookup lookup, CancellationToken cancellation)
    {
        if (lookup.Keys.Count == 0)
            return [];
        IReadOnlyList<string> keys = [.. lookup.Keys.Select(DealRow.HexOf)];
        var rows = await documents.QueryAsync<DealRow>(
            new Query(Names.Manufacturer(manufacturer), $"{Deals} AND c.facts.holds = true AND ({Any("c.indexKeys", "@k", keys)})", [.. Named("@k", keys)]), cancellation);
        var found = SimilarRegistrations.Of(lookup, [.. lookup.Keys.Zip(keys, (key, hex) => new KeyPostings(key, Under(rows, hex)))]).ToHashSet(StringComparer.Ordinal);
        return InOrder(rows.Where(row => found.Contains(row.Registration.Value) && row.Scopes.Intersect(scopes).Any()));
    }

    /// <summary>Those who wait behind a registration, in the order of acceptance.</summary>
    public async Task<IReadOnlyList<DealRow>> BehindAsync(string manufacturer, RegistrationId holder, CancellationToken cancellation) => InOrder(
        await documents.QueryAsync<DealRow>(
            new Query(Names.Manufacturer(manufacturer), Deals + " AND c.facts.heldBy = @holder", ("@holder", holder.Value)), cancellation));

    /// <summary>The open registrations of a program.</summary>
    public Task<IReadOnlyList<DealRow>> OpenAsync(string manufacturer, string program, CancellationToken cancellation) => documents.QueryAsync<DealRow>(
        new Query(Names.Manufacturer(manufacturer), Deals + " AND c.program = @program AND c.facts.ended = false", ("@program", program)), cancellation);

    /// <summary>How many open registrations a partner has in a program; those of one sequence count once.</summary>
    public async Task<int> OpenCountAsync(string partner, string program, CancellationToken cancellation) =>
        (await documents.QueryAsync<long>(
            new Query(
                Names.Partner(partner),
                "SELECT VALUE c.sequence FROM c WHERE c.pk = @pk AND c.kind = 'deal' AND c.program = @program AND c.facts.ended = false",
                ("@program", program)), cancellation)).Distinct().Count();

    /// <summary>Whether a partner has registered all of these keys in a program before.</summary>
    public async Task<bool> AreKnownAsync(string partner, string program, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var known = await documents.QueryAsync<IReadOnlyList<string>>(
            new Query(
                Names.Partner(partner),
                $"SELECT VALUE c.keys FROM c WHERE c.pk = @pk AND c.kind = 'deal' AND c.program = @program AND ({Any("c.keys", "@k", keys)})",
                [("@program", program), .. Named("@k", keys)]), cancellation);
        return !keys.Except(known.SelectMany(some => some)).Any();
    }

    /// <summary>How many customers were new to a partner in a program on a day.</summary>
    public async Task<int> NewCountAsync(string partner, string program, string day, CancellationToken cancellation) =>
        (await documents.QueryAsync<long>(
            new Query(
                Names.Partner(partner), "SELECT VALUE c.sequence FROM c WHERE c.pk = @pk AND c.kind = 'deal' AND c.program = @program AND c.newOn = @day",
                ("@program", program), ("@day", day)), cancellation)).Count;

    /// <summary>A page, newest first, and where the next one begins.</summary>
    public async Task<(IReadOnlyList<DealRow> Rows, string? Next)> PageAsync(RegistrationQuery query, CancellationToken cancellation)
    {
        if (query.OfManufacturers is { Count: 0 } || (query.Cursor is not null && !Cursor().IsMatch(query.Cursor)))
            return ([], null);
        var limit = Math.Max(1, query.Limit);
        IReadOnlyList<string> partitions = (query.Partner, query.Manufacturer) switch
        {
            ({ } partner, _) => [Names.Partner(partner)],
            (_, { } manufacturer) => [Names.Manufacturer(manufacturer)],
            _ => [.. (await arbiter.ManufacturersAsync(cancellation)).Select(Names.Manufacturer)],
        };
        var rows = new List<DealRow>();
        foreach (var partition in partitions)
            rows.AddRange(await documents.QueryAsync<DealRow>(PageOf(partition, query, limit + 1), cancellation));
        rows = [.. rows.OrderByDescending(row => row.Place, StringComparer.Ordinal)];
        return rows.Count <= limit ? (rows, null) : ([.. rows.Take(limit)], rows[limit - 1].Place);
    }

    /// <summary>Of a manufacturer what waits for its answer, the most urgent first.</summary>
    public Task<IReadOnlyList<DealRow>> WaitingAsync(string manufacturer, int most, CancellationToken cancellation) => documents.QueryAsync<DealRow>(
        new Query(
            Names.Manufacturer(manufacturer),
            string.Create(CultureInfo.InvariantCulture, $"SELECT TOP {most} * FROM c WHERE c.pk = @pk AND c.kind = 'deal' AND c.facts.askedUntil > 0 ORDER BY c.facts.askedUntil")),
        cancellation);

    /// <summary>The figures of what was alive at some time since.</summary>
    public async Task<IReadOnlyList<PipelineEntry>> FiguresAsync(string manufacturer, Instant since, CancellationToken cancellation) =>
    [
        .. (await documents.QueryAsync<FiguresOfRow>(
            new Query(
                Names.Manufacturer(manufacturer), "SELECT c.sequence, c.facts.figures FROM c WHERE c.pk = @pk AND c.kind = 'deal' AND c.facts.aliveUntil >= @since",
                ("@since", Moment.Of(since))), cancellation)).Select(row => row.Figures with { Sequence = row.Sequence }),
    ];

    /// <summary>The status and the sequence of each registration of a partner with a manufacturer.</summary>
    public Task<IReadOnlyList<StatusOfRow>> StatusesAsync(string manufacturer, string partner, CancellationToken cancellation) => documents.QueryAsync<StatusOfRow>(
        new Query(
            Names.Partner(partner), "SELECT c.sequence, c.facts.status FROM c WHERE c.pk = @pk AND c.kind = 'deal' AND c.manufacturer = @manufacturer",
            ("@manufacturer", manufacturer)), cancellation);

    /// <summary>Of each program and version of its terms the one that ended first, of those whose contact was not erased since.</summary>
    public async Task<IReadOnlyList<DealRow>> FirstEndedAsync(CancellationToken cancellation)
    {
        const string first =
            "SELECT TOP 1 * FROM c WHERE c.pk = @pk AND c.kind = 'deal' AND c.program = @program AND c.terms = @terms AND c.facts.contactSince > 0 ORDER BY c.facts.contactSince";
        var rows = new List<DealRow>();
        foreach (var manufacturer in await arbiter.ManufacturersAsync(cancellation))
        {
            var name = ArbiterDocument.Of(manufacturer);
            foreach (var terms in (await documents.ReadAsync<ArbiterDocument>(name.Partition, name.Id, cancellation))?.Terms ?? [])
                rows.AddRange(await documents.QueryAsync<DealRow>(
                    new Query(name.Partition, first, ("@program", terms.Program), ("@terms", terms.Version)), cancellation));
        }

        return rows;
    }

    private static Query PageOf(string partition, RegistrationQuery query, int most)
    {
        var conditions = new List<(string Text, string Name, object? Value)>
        {
            ("c.partner = @partner", "@partner", query.Partner),
            ("c.manufacturer = @manufacturer", "@manufacturer", query.Manufacturer),
            ("ARRAY_CONTAINS(@manufacturers, c.manufacturer)", "@manufacturers", query.OfManufacturers),
            ("c.program = @program", "@program", query.Program),
            ("c.facts.status = @status", "@status", query.Status is { } status ? Words.Of(status) : null),
            (TextIn(query), "@text", string.IsNullOrWhiteSpace(query.Text) ? null : RowFacts.Searchable(query.Text.Trim())),
            ("c.place < @cursor", "@cursor", query.Cursor),
        };
        conditions.RemoveAll(condition => condition.Value is null);
        var values = conditions.Select(condition => (condition.Name, condition.Value!)).ToList();
        if (!string.IsNullOrWhiteSpace(query.Text))
            values.AddRange(Named("@partner", [.. query.OrOfPartners]));
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT TOP {most} * FROM c WHERE c.pk = @pk AND c.kind = 'deal'{string.Concat(conditions.Select(condition => $" AND {condition.Text}"))} ORDER BY c.place DESC");
        return new Query(partition, text, [.. values]) { Consistency = ConsistencyLevel.Session };
    }

    /// <summary>The text, or one of the partners.</summary>
    private static string TextIn(RegistrationQuery query) => query.OrOfPartners.Count == 0
        ? "CONTAINS(c.facts.search, @text)"
        : $"(CONTAINS(c.facts.search, @text) OR {string.Join(" OR ", query.OrOfPartners.Select((_, number) => string.Create(CultureInfo.InvariantCulture, $"c.partner = @partner{number}")))})";

    private static string Any(string array, string name, IReadOnlyList<string> values) =>
        string.Join(" OR ", values.Select((_, number) => string.Create(CultureInfo.InvariantCulture, $"ARRAY_CONTAINS({array}, {name}{number})")));

    private static IEnumerable<(string Name, object Value)> Named(string name, IReadOnlyList<string> values) =>
        values.Select((value, number) => (string.Create(CultureInfo.InvariantCulture, $"{name}{number}"), (object)value));

    private static IReadOnlyList<Posting> Under(IReadOnlyList<DealRow> rows, string key)
    {
        var under = rows.Where(row => row.Fingerprint is not null && row.IndexKeys.Contains(key)).ToList();
        return under.Count > IndexedCustomer.MostPostings ? [] : [.. under.Select(row => new Posting(row.Registration.Value, row.Fingerprint!))];
    }

    private static IReadOnlyList<DealRow> InOrder(IEnumerable<DealRow> rows) =>
        [.. rows.OrderBy(row => row.Sequence).ThenBy(row => row.Place, StringComparer.Ordinal)];

    /// <summary>What of a row says where it stands.</summary>
    internal sealed record StatusOfRow(long Sequence, RegistrationStatus Status);

    private sealed record FiguresOfRow(long Sequence, PipelineEntry Figures);

    [GeneratedRegex(@"^-?\d{20}~[^~]+~\d{12}~\d{12}$")]
    private static partial Regex Cursor();
}
