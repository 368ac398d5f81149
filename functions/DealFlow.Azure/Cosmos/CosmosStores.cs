using DealFlow.Azure.Cosmos.Indexing;
using DealFlow.Azure.Cosmos.Registrations;
using DealFlow.Azure.Cosmos.Signals;
using Microsoft.Azure.Cosmos;
using NodaTime;

namespace DealFlow.Azure.Cosmos;

/// <summary>
/// All stores in one container of Cosmos DB, with the partition key <c>/pk</c> and time to live on (without a default). Writes are conditional, reads
/// are of one document or one partition; so one policy and one throughput serve them all. The account's consistency is strong or bounded.
/// </summary>
public sealed class CosmosStores
{
    private const int MostRateLimitRetries = 9;
    private static readonly TimeSpan LongestRateLimitWait = TimeSpan.FromSeconds(20);
    private readonly Documents _documents;

    /// <summary>Stores on a container that exists.</summary>
    /// <param name="time">The time that passes between attempts; null: real time.</param>
    public CosmosStores(Container container, IClock clock, TimeProvider? time = null)
    {
        _documents = new Documents(container, time ?? TimeProvider.System);
        var indexing = new IndexingState(_documents);
        var arbiter = new Arbiter(_documents);
        Registrations = new CosmosRegistrationStore(_documents, clock, arbiter, indexing);
        Pipeline = new CosmosPipelineStore(_documents);
        Contacts = new CosmosContactStore(Registrations);
        Candidates = new CosmosCandidateIndex(_documents, indexing);
        Reindexing = new CosmosReindexing(_documents, indexing, arbiter, Candidates, time ?? TimeProvider.System);
        Accounts = new CosmosAccountStore(_documents, Candidates);
        Aliases = new CosmosAliasStore(_documents);
        Partners = new CosmosPartnerStore(_documents);
        Keys = new CosmosKeyStore(_documents, clock);
        SignIn = new CosmosSignInStore(_documents, clock);
        Signals = new CosmosSignalStore(_documents);
        Daily = new CosmosDailyMailStore(_documents);
        Programs = new CosmosProgramStore(_documents);
        SentMails = new CosmosSentMails(_documents);
    }

    /// <summary>The database's name where nothing else is said.</summary>
    public const string Database = "dealflow";

    /// <summary>The container's name where nothing else is said.</summary>
    public const string Container = "deals";

    /// <summary>The path of the partition key.</summary>
    public const string PartitionKeyPath = "/pk";

    /// <summary>What is written and never searched for: left out of the index.</summary>
    public static IReadOnlyList<string> NotIndexed { get; } = ["/body/*", "/pending/*", "/\"_etag\"/?"];

    /// <summary>Registrations.</summary>
    public CosmosRegistrationStore Registrations { get; }

    /// <summary>What a manufacturer's people look at.</summary>
    public CosmosPipelineStore Pipeline { get; }

    /// <summary>What is kept of contacts.</summary>
    public CosmosContactStore Contacts { get; }

    /// <summary>Imported accounts.</summary>
    public CosmosAccountStore Accounts { get; }

    /// <summary>Where imported accounts are found.</summary>
    public CosmosCandidateIndex Candidates { get; }

    /// <summary>What indexes everything anew when the algorithm has changed. Open it before anything is looked up.</summary>
    public CosmosReindexing Reindexing { get; }

    /// <summary>What manufacturers have learned of customers.</summary>
    public CosmosAliasStore Aliases { get; }

    /// <summary>Memberships.</summary>
    public CosmosPartnerStore Partners { get; }

    /// <summary>API keys.</summary>
    public CosmosKeyStore Keys { get; }

    /// <summary>What signing in remembers.</summary>
    public CosmosSignInStore SignIn { get; }

    /// <summary>Marketing signals.</summary>
    public CosmosSignalStore Signals { get; }

    /// <summary>What waits for daily mails.</summary>
    public CosmosDailyMailStore Daily { get; }

    /// <summary>Programs, and the terms of earlier days.</summary>
    public CosmosProgramStore Programs { get; }

    /// <summary>Which mails were sent.</summary>
    public CosmosSentMails SentMails { get; }

    /// <summary>Whether the container answers; throws where it does not.</summary>
    public Task CheckAsync(CancellationToken cancellation) => _documents.CheckAsync(cancellation);

    /// <summary>How the client is to be set up: what is throttled is tried again for a while, then it is the caller's to try later.</summary>
    public static CosmosClientOptions ClientOptions() => new()
    {
        ApplicationName = "DealFlow",
        MaxRetryAttemptsOnRateLimitedRequests = MostRateLimitRetries,
        MaxRetryWaitTimeOnRateLimitedRequests = LongestRateLimitWait,
        EnableContentResponseOnWrite = false,
        CosmosClientTelemetryOptions = new CosmosClientTelemetryOptions { DisableSendingMetricsToService = true },
    };
}
