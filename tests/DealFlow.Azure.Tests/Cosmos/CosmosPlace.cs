using System.Net;
using System.Text;
using DealFlow.Azure.Cosmos;
using DealFlow.Azure.Tests.Emulators;
using DealFlow.Local.Parts;
using Microsoft.Azure.Cosmos;
using NodaTime;

[assembly: AssemblyFixture(typeof(DealFlow.Azure.Tests.Cosmos.CosmosPlace))]

namespace DealFlow.Azure.Tests.Cosmos;

/// <summary>
/// Where the tests of the stores run: on the account that DEALFLOW_COSMOS names by its connection string, or else on the emulated server. Each test
/// has a container of its own.
/// </summary>
public sealed class CosmosPlace : IAsyncLifetime
{
    private static readonly TimeSpan ServerAnswersWithin = TimeSpan.FromSeconds(60);
    private static readonly string Key = Convert.ToBase64String(Encoding.UTF8.GetBytes("any key will do"));
    private readonly string? _account = Environment.GetEnvironmentVariable("DEALFLOW_COSMOS");
    private readonly Lazy<Task<(NodeProcess? Server, CosmosClient Client, Database Database)>> _started;

    public CosmosPlace() => _started = new(StartAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Settings of the local host for an empty container, with a handler that watches or disturbs what is sent.</summary>
    internal async Task<PartSettings> SettingsAsync(DelegatingHandler handler)
    {
        var (server, _, database) = await _started.Value;
        var container = await NewContainerAsync();
        var http = HttpFor(server, handler);
        return new PartSettings
        {
            Registrations = new CosmosSettings(null, server is null ? _account : $"AccountEndpoint=http://127.0.0.1:{server.Ports[0]}/;AccountKey={Key}", database.Id, container.Id),
            CosmosTime = new Events.NoWaiting(),
            CosmosHttp = () => new HttpClient(http, disposeHandler: false) { Timeout = ServerAnswersWithin },
        };
    }

    /// <summary>The same container through a client of its own, with a handler that disturbs what is sent.</summary>
    internal async Task<Container> ThroughAsync(Container container, DelegatingHandler handler)
    {
        var (server, _, database) = await _started.Value;
        return Connect(server, handler).GetContainer(database.Id, container.Id);
    }

    /// <summary>An empty container.</summary>
    internal async Task<Container> NewContainerAsync()
    {
        var (_, own, database) = await _started.Value;
        var properties = new ContainerProperties($"t{Guid.NewGuid():N}", CosmosStores.PartitionKeyPath) { DefaultTimeToLive = -1 };
        foreach (var path in CosmosStores.NotIndexed)
            properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = path });
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/*" });
        await database.CreateContainerAsync(properties);
        return own.GetContainer(database.Id, properties.Id);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated || !_started.Value.IsCompletedSuccessfully)
            return;
        var (server, client, database) = await _started.Value;
        if (server is null)
            await database.DeleteAsync();
        client.Dispose();
        if (server is not null)
            await server.DisposeAsync();
    }

    private async Task<(NodeProcess? Server, CosmosClient Client, Database Database)> StartAsync()
    {
        var server = _account is null ? await NodeProcess.StartAsync("cosmos.js") : null;
        var client = Connect(server);
        return (server, client, (await client.CreateDatabaseAsync($"tests-{Guid.NewGuid():N}")).Database);
    }

    private CosmosClient Connect(NodeProcess? server, DelegatingHandler? handler = null)
    {
        var options = CosmosStores.ClientOptions();
        options.ConnectionMode = ConnectionMode.Gateway;
        var http = HttpFor(server, handler);
        options.HttpClientFactory = () => new HttpClient(http, disposeHandler: false) { Timeout = ServerAnswersWithin };
        if (server is null)
            return new CosmosClient(_account, options);
        options.LimitToEndpoint = true;
        return new CosmosClient($"http://127.0.0.1:{server.Ports[0]}/", Key, options);
    }

    private static HttpMessageHandler HttpFor(NodeProcess? server, DelegatingHandler? outer)
    {
        HttpMessageHandler handler = server is null ? new HttpClientHandler() : new ServerGaps(new HttpClientHandler());
        if (outer is null)
            return handler;
        outer.InnerHandler = handler;
        return outer;
    }

    /// <summary>
    /// Makes up for two gaps of the server: it answers 500 for an item that is not there, where Cosmos DB answers 404; and it knows no query plans, of which
    /// for a query of one partition nothing is left to say but that it runs as it is.
    /// </summary>
    private sealed class ServerGaps(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private const string RunAsItIs =
            """
            {"partitionedQueryExecutionInfoVersion":2,"queryInfo":{"distinctType":"None","top":null,"offset":null,"limit":null,"orderBy":[],
            "orderByExpressions":[],"groupByExpressions":[],"groupByAliases":[],"aggregates":[],"groupByAliasToAggregateType":{},"rewrittenQuery":"",
            "hasSelectValue":false,"dCountInfo":null,"hasNonStreamingOrderBy":false},
            "queryRanges":[{"min":"","max":"FF","isMinInclusive":true,"isMaxInclusive":false}]}
            """;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
        {
            if (request.Headers.Contains("x-ms-cosmos-is-query-plan-request"))
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(RunAsItIs), RequestMessage = request };
            var answer = await base.SendAsync(request, cancellation);
            if (request.Method == HttpMethod.Get && answer.StatusCode is HttpStatusCode.InternalServerError
                && request.RequestUri!.AbsolutePath.Contains("/docs/", StringComparison.Ordinal))
                answer.StatusCode = HttpStatusCode.NotFound;
            return answer;
        }
    }
}

/// <summary>The stores of one test, opened again and again on one container.</summary>
internal sealed class TestStores(CosmosPlace place)
{
    private Container? _container;

    public async Task<CosmosStores> OpenAsync(IClock? clock = null) => await OpenAsync(_container ??= await place.NewContainerAsync(), clock);

    /// <summary>As a host opens them at its start.</summary>
    public static async Task<CosmosStores> OpenAsync(Container container, IClock? clock = null)
    {
        var stores = new CosmosStores(container, clock ?? new Workflow.Tests.Ports.PortClock());
        await stores.Reindexing.OpenAsync(TestContext.Current.CancellationToken);
        return stores;
    }
}
