using System.Globalization;
using System.Net;
using System.Text.Json;
using DealFlow.Azure.Cosmos.Registrations;
using DealFlow.Workflow;
using Microsoft.Azure.Cosmos;

namespace DealFlow.Azure.Cosmos;

/// <summary>
/// Point operations and queries of one partition: all that the stores ask of Cosmos DB, but for work in the background. What cannot be expected is an
/// exception: of 429 and 503, after the retries of the client and of <see cref="Retries"/>, a <see cref="StoreUnavailableException"/>.
/// </summary>
internal sealed class Documents(Container container, TimeProvider time)
{
    private const int MostAtOnce = 16;
    private readonly Retries _retries = new(time);

    /// <summary>A document, or null where there is none.</summary>
    public async Task<T?> ReadAsync<T>(string partition, string id, CancellationToken cancellation)
        where T : Document
    {
        using var answer = await _retries.RunAsync(
            () => container.ReadItemStreamAsync(id, new PartitionKey(partition), cancellationToken: cancellation), cancellation);
        return answer.StatusCode is HttpStatusCode.NotFound ? null : await ReadAsync<T>(answer, cancellation);
    }

    /// <summary>Those of several documents that there are.</summary>
    public async Task<IReadOnlyList<T>> ReadAllAsync<T>(IEnumerable<(string Partition, string Id)> wanted, CancellationToken cancellation)
        where T : Document
    {
        var found = new List<T>();
        foreach (var part in wanted.Chunk(MostAtOnce))
            found.AddRange((await Task.WhenAll(part.Select(one => ReadAsync<T>(one.Partition, one.Id, cancellation)))).OfType<T>());
        return found;
    }

    /// <summary>A new document with its stamp; null where the id is taken.</summary>
    public async Task<T?> CreateAsync<T>(T document, CancellationToken cancellation)
        where T : Document
    {
        document = document with { Write = Nonce.New(), Stamp = null };
        using var answer = await _retries.RunAsync(
            () => container.CreateItemStreamAsync(Json(document), new PartitionKey(document.Partition), cancellationToken: cancellation), cancellation);
        return answer.StatusCode is HttpStatusCode.Conflict ? await OwnAsync(document, cancellation) : Written(document, answer);
    }

    /// <summary>Replaces what has still the stamp of this one; null where somebody has written or deleted it meanwhile.</summary>
    public async Task<T?> ReplaceAsync<T>(T document, CancellationToken cancellation)
        where T : Document
    {
        var options = new ItemRequestOptions { IfMatchEtag = document.Stamp ?? throw new ArgumentException("A document without a stamp replaces nothing.") };
        document = document with { Write = Nonce.New(), Stamp = null };
        using var answer = await _retries.RunAsync(
            () => container.ReplaceItemStreamAsync(Json(document), document.Id, new PartitionKey(document.Partition), options, cancellation), cancellation);
        return answer.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound
            ? await OwnAsync(document, cancellation)
            : Written(document, answer);
    }

    /// <summary>What was written by this very write, which was tried again because its answer was lost; or null.</summary>
    private async Task<T?> OwnAsync<T>(T document, CancellationToken cancellation)
        where T : Document =>
        await ReadAsync<T>(document.Partition, document.Id, cancellation) is { } stored && stored.Write == document.Write ? stored : null;

    /// <summary>Writes whatever is there.</summary>
    public async Task PutAsync<T>(T document, CancellationToken cancellation)
        where T : Document
    {
        using var answer = await _retries.RunAsync(
            () => container.UpsertItemStreamAsync(Json(document), new PartitionKey(document.Partition), cancellationToken: cancellation), cancellation);
        EnsureDone(answer);
    }

    /// <summary>Deletes; what is not there is deleted already.</summary>
    public async Task DeleteAsync(string partition, string id, CancellationToken cancellation)
    {
        using var answer = await _retries.RunAsync(
            () => container.DeleteItemStreamAsync(id, new PartitionKey(partition), cancellationToken: cancellation), cancellation);
        if (answer.StatusCode is not HttpStatusCode.NotFound)
            EnsureDone(answer);
    }

    /// <summary>
    /// Reads a document, lets it be changed and writes it on condition that nobody has meanwhile, as often as it takes. <paramref name="change"/> gets
    /// null where there is none, and gives null where nothing is to be written.
    /// </summary>
    public async Task<T?> ChangeAsync<T>(string partition, string id, Func<T?, T?> change, CancellationToken cancellation)
        where T : Document
    {
        while (true)
        {
            var before = await ReadAsync<T>(partition, id, cancellation);
            if (change(before) is not { } after)
                return before;
            var written = before is null ? await CreateAsync(after, cancellation) : await ReplaceAsync(after with { Stamp = before.Stamp }, cancellation);
            if (written is not null)
                return written;
        }
    }

    /// <summary>What a query of one partition finds. The text names the document <c>c</c> and leaves out what follows <c>WHERE c.pk = @pk AND</c>.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(Query query, CancellationToken cancellation)
    {
        var definition = new QueryDefinition(query.Text).WithParameter("@pk", query.Partition);
        foreach (var (name, value) in query.Values)
            definition = definition.WithParameter(name, value);
        var options = new QueryRequestOptions { PartitionKey = new PartitionKey(query.Partition), ConsistencyLevel = query.Consistency };
        return await QueryAsync<T>(definition, options, int.MaxValue, cancellation);
    }

    /// <summary>Some of what a query of all partitions finds, about so many; null: all. For work in the background only: it asks each part of the container.</summary>
    public Task<IReadOnlyList<T>> QueryEverywhereAsync<T>(string text, int? about, IReadOnlyList<(string Name, object Value)> values, CancellationToken cancellation)
    {
        var definition = values.Aggregate(new QueryDefinition(text), (definition, value) => definition.WithParameter(value.Name, value.Value));
        return QueryAsync<T>(definition, new QueryRequestOptions { MaxItemCount = about }, about ?? int.MaxValue, cancellation);
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(QueryDefinition definition, QueryRequestOptions options, int enough, CancellationToken cancellation)
    {
        var found = new List<T>();
        using var pages = container.GetItemQueryStreamIterator(definition, requestOptions: options);
        while (pages.HasMoreResults && found.Count < enough)
        {
            using var page = await _retries.RunAsync(() => pages.ReadNextAsync(cancellation), cancellation);
            EnsureDone(page);
            found.AddRange((await JsonSerializer.DeserializeAsync<Page<T>>(page.Content, DealFlowJson.Options, cancellation))!.Documents);
        }

        return found;
    }

    /// <summary>Whether the container answers.</summary>
    public async Task CheckAsync(CancellationToken cancellation) => await ReadAsync<ManufacturerDocument>("health", "health", cancellation);

    /// <exception cref="StoreUnavailableException">It is throttled, or away.</exception>
    /// <exception cref="CosmosException">It refuses for another reason.</exception>
    private static void EnsureDone(ResponseMessage answer)
    {
        if (answer.StatusCode is HttpStatusCode.TooManyRequests || Retries.IsPassing(answer.StatusCode))
            throw new StoreUnavailableException(((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<T> ReadAsync<T>(ResponseMessage answer, CancellationToken cancellation)
    {
        EnsureDone(answer);
        return (await JsonSerializer.DeserializeAsync<T>(answer.Content, DealFlowJson.Options, cancellation))!;
    }

    private static T Written<T>(T document, ResponseMessage answer)
        where T : Document
    {
        EnsureDone(answer);
        return document with { Stamp = answer.Headers.ETag };
    }

    private static MemoryStream Json<T>(T document)
        where T : Document => new(JsonSerializer.SerializeToUtf8Bytes(document, DealFlowJson.Options));

    private sealed record Page<T>(IReadOnlyList<T> Documents);
}

/// <summary>A query of one partition. Every text restricts to <c>c.pk = @pk</c> too, although the partition is named beside it.</summary>
internal sealed record Query(string Partition, string Text, params (string Name, object Value)[] Values)
{
    /// <summary>Null: that of the account. Lists need no more than what this process has written itself.</summary>
    public ConsistencyLevel? Consistency { get; init; }
}
