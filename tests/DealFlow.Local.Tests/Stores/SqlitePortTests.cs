using DealFlow.Embedded;
using DealFlow.Local.Candidates;
using DealFlow.Local.Stores;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.SignIn;
using DealFlow.Workflow.Tests.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace DealFlow.Local.Tests.Stores;

/// <summary>The store of registrations on a file.</summary>
public sealed class SqliteRegistrationStoreTests : RegistrationStoreSuite, IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task AddAsync_WithAKey_ForgetsSomeThatHaveExpired()
    {
        var commits = await _database.OpenAsync();
        var store = new SqliteRegistrationStore(commits, Clock);
        for (var number = 1; number <= 25; number++)
            await store.AddAsync(Request(Samples.Deal(number), mark: new IdempotencyMark($"k{number}", "body", Samples.Now + Duration.FromDays(30))), Stop);
        Clock.Advance(Duration.FromDays(30));

        await store.AddAsync(Request(Samples.Deal(26), mark: new IdempotencyMark("k26", "body", Samples.Now + Duration.FromDays(60))), Stop);

        Assert.Equal(25L - 20 + 1, commits.Read(connection => connection.Scalar("SELECT count(*) FROM idempotency_marks")));
    }

    protected override async Task<IRegistrationStore> OpenAsync() => new SqliteRegistrationStore(await _database.OpenAsync(), Clock);
}

/// <summary>The store of accounts on a file.</summary>
public sealed class SqliteAccountStoreTests : AccountStoreSuite, IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private AccountIndexing? _indexing;

    public async ValueTask DisposeAsync()
    {
        if (_indexing is not null)
            await _indexing.DisposeAsync();
        await _database.DisposeAsync();
    }

    protected override async Task<(IAccountStore, ICandidateIndex)> OpenAsync()
    {
        if (_indexing is not null)
            await _indexing.DisposeAsync();
        var commits = await _database.OpenAsync();
        _indexing = AccountIndexing.Open(commits, _database.CandidatesPath, NullLogger<AccountIndexing>.Instance);
        await _indexing.Made;
        return (new SqliteAccountStore(commits, _indexing), _indexing.Index);
    }
}

/// <summary>The store of aliases on a file.</summary>
public sealed class SqliteAliasStoreTests : AliasStoreSuite, IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    protected override async Task<IAliasStore> OpenAsync() => new SqliteAliasStore(await _database.OpenAsync());
}

/// <summary>The store of memberships on a file.</summary>
public sealed class SqlitePartnerStoreTests : PartnerStoreSuite, IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    protected override async Task<IPartnerStore> OpenAsync() => new SqlitePartnerStore(await _database.OpenAsync());
}

/// <summary>What a manufacturer's people look at, on a file.</summary>
public sealed class SqlitePipelineStoreTests : PipelineStoreSuite, IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    protected override async Task<(IRegistrationStore Deals, IPipelineStore Pipeline)> OpenAsync()
    {
        var commits = await _database.OpenAsync();
        return (new SqliteRegistrationStore(commits, Clock), new SqlitePipelineStore(commits));
    }
}

/// <summary>The store of used tokens and counts on a file.</summary>
public sealed class SqliteSignInStoreTests : SignInStoreSuite, IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task TryUseAsync_Later_ForgetsWhatHasExpired()
    {
        var commits = await _database.OpenAsync();
        var store = new SqliteSignInStore(commits, Clock);
        await store.TryUseAsync("one", Clock.GetCurrentInstant() + Duration.FromMinutes(15), Stop);
        await store.TryCountAsync("one", 1, Clock.GetCurrentInstant() + Duration.FromMinutes(15), Stop);
        Clock.Advance(Duration.FromMinutes(15));

        await store.TryUseAsync("two", Clock.GetCurrentInstant() + Duration.FromMinutes(15), Stop);
        await store.TryCountAsync("two", 1, Clock.GetCurrentInstant() + Duration.FromMinutes(15), Stop);

        Assert.Equal(1L, commits.Read(connection => connection.Scalar("SELECT count(*) FROM used_tokens")));
        Assert.Equal(1L, commits.Read(connection => connection.Scalar("SELECT count(*) FROM sign_in_counts")));
    }

    protected override async Task<ISignInStore> OpenAsync() => new SqliteSignInStore(await _database.OpenAsync(), Clock);
}

/// <summary>The store of daily mails on a file.</summary>
public sealed class SqliteDailyMailStoreTests : DailyMailStoreSuite, IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    protected override async Task<IDailyMailStore> OpenAsync() => new SqliteDailyMailStore(await _database.OpenAsync());
}
