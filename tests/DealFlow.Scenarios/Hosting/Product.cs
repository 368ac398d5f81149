using DealFlow.Embedded;
using DealFlow.Local.Hosting;
using DealFlow.Local.Stores;
using DealFlow.Web.Limits;
using DealFlow.Workflow.Keys;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace DealFlow.Scenarios.Hosting;

/// <summary>The product as a user starts it, on a data folder of its own, driven over HTTP in virtual time.</summary>
internal sealed class Product : ProductClient, IAsyncDisposable
{
    private readonly string _folder;
    private RateLimits _limits = new();
    private TimeProvider _requestTime = TimeProvider.System;
    private FixedClock _realTime = new(Monday);
    private LocalHost? _host;
    private HttpClient _http = new();

    private Product(string folder) => _folder = folder;

    protected override HttpClient Http => _http;

    /// <summary>The folder of all its state.</summary>
    public string DataFolder => _folder;

    /// <summary>Monday, 2 March 2026, 10:00 in Berlin.</summary>
    public static Instant Monday { get; } = Instant.FromUtc(2026, 3, 2, 9, 0);

    /// <param name="prepare">Fills the data folder before the start.</param>
    /// <param name="limits">Of requests; as good as none where they are left out, because tests send as fast as they can.</param>
    /// <param name="requestTime">The time by which requests are limited.</param>
    public static async Task<Product> StartAsync(
        Instant? at = null, string? programs = null, RateLimits? limits = null, TimeProvider? requestTime = null, Action<string>? prepare = null,
        Action<ILoggingBuilder>? logging = null)
    {
        var product = new Product(Directory.CreateTempSubdirectory("dealflow-").FullName)
        {
            _limits = limits ?? new RateLimits(1_000_000, 1_000_000),
            _requestTime = requestTime ?? TimeProvider.System,
        };
        prepare?.Invoke(product.DataFolder);
        await product.StartAgainAsync(at ?? Monday, programs: programs, logging: logging);
        return product;
    }

    /// <summary>Starts on the same data folder, after an outage where one is given.</summary>
    public async Task StartAgainAsync(Instant realTime, Duration? outage = null, string? programs = null, Action<ILoggingBuilder>? logging = null)
    {
        _realTime = new FixedClock(realTime);
        _host = await LocalHost.StartAsync(
            new LocalOptions
            {
                Urls = "http://127.0.0.1:0",
                PublicUrl = PublicUrl,
                DataFolder = _folder,
                ProgramsFolder = programs,
                Limits = _limits,
                RequestTime = _requestTime,
                RealClock = _realTime,
                Advance = outage ?? Duration.Zero,
                Logging = logging,
            },
            CancellationToken.None);
        _http = ClientFor(_host.Web.Urls.First());
    }

    public async Task StopAsync()
    {
        _http.Dispose();
        await _host!.DisposeAsync();
        _host = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Time passes in one jump, and the next request comes before any timer has fired.</summary>
    public void Jump(Duration by) => _realTime.Now += by;

    /// <summary>Adds a key to the data folder, as <c>keys issue</c> does beside a running host.</summary>
    public async Task AddKeyAsync(string key, KeyOwner owner)
    {
        await using var commits = CommitQueue.Open(Path.Combine(_folder, "dealflow.db"));
        await new SqliteKeyStore(commits, SystemClock.Instance).AddAsync(new ApiKey(ApiKey.HashOf(key), owner, Monday), CancellationToken.None);
    }

    /// <summary>How many events the engine has recorded, of all deals.</summary>
    public async Task<long> HistoryLengthAsync()
    {
        await using var commits = CommitQueue.Open(Path.Combine(_folder, "dealflow.db"));
        return commits.Read(connection => (long)connection.Scalar("SELECT count(*) FROM engine_history")!);
    }

    /// <summary>Takes the mailbox away beneath the running host, so that no mail can be handed over, or gives it back.</summary>
    public async Task BreakMailAsync(bool mend = false)
    {
        await using var commits = CommitQueue.Open(Path.Combine(_folder, "dealflow.db"));
        await commits.CommitAsync(
            connection => connection.Execute(mend ? "ALTER TABLE mails_away RENAME TO mails" : "ALTER TABLE mails RENAME TO mails_away"), CancellationToken.None);
    }

    /// <summary>Takes the state of the index away beneath the running host, so that no conflict check can be completed.</summary>
    public async Task BreakConflictCheckAsync()
    {
        await using var commits = CommitQueue.Open(Path.Combine(_folder, "dealflow.db"));
        await commits.CommitAsync(connection => connection.Execute("ALTER TABLE claim_indexing RENAME TO claim_indexing_away"), CancellationToken.None);
    }
}
