using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Privacy;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.SignIn;
using NodaTime;

namespace DealFlow.Web.Tests.Pages;

/// <summary>Registrations by id; counts the writes.</summary>
internal sealed class MemoryRegistrations : IRegistrationStore
{
    private readonly Dictionary<RegistrationId, Registration> _deals = [];

    public int Writes { get; private set; }

    public void Put(Registration deal) => _deals[deal.Id] = deal;

    public Registration Of(RegistrationId id) => _deals[id];

    public IEnumerable<Registration> All => _deals.Values;

    public Task<StoredRegistration?> FindAsync(RegistrationId id, CancellationToken cancellation) =>
        Task.FromResult(_deals.GetValueOrDefault(id) is { } deal ? new StoredRegistration(deal, "1") : null);

    public Task<StoredRegistration?> SaveAsync(RegistrationChange change, CancellationToken cancellation)
    {
        Writes++;
        Put(change.Registration);
        return Task.FromResult<StoredRegistration?>(new StoredRegistration(change.Registration, "1"));
    }

    public Task<AddResult> AddAsync(NewRegistration registration, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<RegistrationPage> ListAsync(RegistrationQuery query, CancellationToken cancellation) => Task.FromResult(new RegistrationPage(
        [.. _deals.Values.Where(deal => deal.Manufacturer == query.Manufacturer && (query.Partner is null || deal.Partner == query.Partner))], null));

    public Task<AddResult?> FindAcceptedAsync(string partner, IdempotencyMark mark, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<Registration>> RivalsAsync(Registration registration, RivalSearch search, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Registration>>([]);

    public Task<IReadOnlyList<RegistrationId>> QueueBehindAsync(RegistrationId holder, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<RegistrationId, int>> QueuePositionsAsync(IReadOnlyCollection<RegistrationId> ids, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<StoredRegistration>> ToBeWokenAsync(int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task WokenAsync(RegistrationId id, string stamp, CancellationToken cancellation) => throw new NotSupportedException();
}

/// <summary>What waits, and what has become of the registrations of a store.</summary>
internal sealed class MemoryPipeline(MemoryRegistrations store) : IPipelineStore
{
    public Task<IReadOnlyList<Registration>> WaitingAsync(string manufacturer, int limit, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Registration>>(
        [.. store.All.Where(deal => deal.Manufacturer == manufacturer && deal.Ask is { IsOpen: true }).OrderBy(deal => deal.Ask!.DueAt).Take(limit)]);

    public Task<TrackRecord> RecordAsync(string manufacturer, string partner, CancellationToken cancellation)
    {
        var own = store.All.Where(deal => deal.Manufacturer == manufacturer && deal.Partner == partner).ToList();
        return Task.FromResult(new TrackRecord(own.Count, own.CountBy(deal => deal.Status).ToDictionary()));
    }

    public Task<IReadOnlyList<PipelineEntry>> EntriesAsync(string manufacturer, Instant since, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<PipelineEntry>>(
    [
        .. store.All.Where(deal => deal.Manufacturer == manufacturer).Select(PipelineEntry.Of),
    ]);
}

/// <summary>Nothing is kept beside the registrations.</summary>
internal sealed class NoContacts : IContactStore
{
    public Task<IReadOnlyList<Registration>> FirstEndedAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Registration>>([]);

    public Task ForgetExpiredMarksAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task<bool> ScrubAsync(CancellationToken cancellation) => Task.FromResult(true);
}

/// <summary>One program, which may change.</summary>
internal sealed class MemoryCatalog(DealProgram program) : IProgramCatalog
{
    public DealProgram Program { get; set; } = program;

    public IReadOnlyList<DealProgram> All => [Program];

    public DealProgram? Find(string id) => id == Program.Id ? Program : null;

    public DealProgram For(Registration registration) => Program;
}

/// <summary>Two partners of Contoso.</summary>
internal sealed class MemoryPartners : IPartnerStore
{
    public List<Membership> All { get; } =
    [
        new("contoso", "alpen-it", "Alpen IT Systeme GmbH", "gold", "de", "deals@alpen-it.example", [], "V-1001", ["contoso-network"]),
        new("contoso", "nordlicht", "Nordlicht Datentechnik AG", "silver", "de", "vertrieb@nordlicht.example", [], "V-1002", ["contoso-network"]),
    ];

    public Task<Membership?> FindAsync(string manufacturer, string partner, CancellationToken cancellation) =>
        Task.FromResult(All.LastOrDefault(membership => membership.Manufacturer == manufacturer && membership.Partner == partner));

    public Task<IReadOnlyList<Membership>> OfPartnerAsync(string partner, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Membership>>([.. All.Where(membership => membership.Partner == partner)]);

    public Task<IReadOnlyList<Membership>> OfManufacturerAsync(string manufacturer, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Membership>>([.. All.Where(membership => membership.Manufacturer == manufacturer)]);

    public Task<IReadOnlyList<Membership>> WithAddressAsync(string address, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Membership>>([.. All.Where(membership => membership.Includes(address))]);

    public Task<bool> SaveAsync(Membership membership, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<Membership>> OwingAsync(CancellationToken cancellation) => throw new NotSupportedException();
}

/// <summary>One file, each time with another link.</summary>
internal sealed class MemoryCollateral : ICollateral
{
    private int _links;

    public Task<IReadOnlyList<CollateralFile>> ListAsync(Registration registration, Instant now, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CollateralFile>>(
        [
            new("firewall/de/brochure & more.pdf", "Broschüre <Firewall>", "application/pdf", 12345, "de", $"https://files.example/{++_links}", now + CollateralFile.LinkLives),
        ]);
}

/// <summary>News of any program.</summary>
internal sealed class MemoryNews : INews
{
    public List<NewsItem> Items { get; } = [];

    public Task<IReadOnlyList<NewsItem>> ListAsync(DealProgram program, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<NewsItem>>(Items);
}

/// <summary>Pages need no keys.</summary>
internal sealed class NoKeys : IKeyStore
{
    public Task<ApiKey?> FindAsync(string hash, CancellationToken cancellation) => Task.FromResult<ApiKey?>(null);

    public Task AddAsync(ApiKey key, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<ApiKey>> ListAsync(KeyOwner owner, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> RevokeAsync(string id, KeyOwner owner, CancellationToken cancellation) => throw new NotSupportedException();
}

/// <summary>A host without services: pages ask for none but the logger that results may want.</summary>
internal sealed class EmptyServices : IServiceProvider
{
    public static EmptyServices Instance { get; } = new();

    public object? GetService(Type serviceType) =>
        serviceType == typeof(Microsoft.Extensions.Logging.ILoggerFactory) ? Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance : null;
}

/// <summary>Used tokens and counts; nothing is forgotten.</summary>
internal sealed class MemorySignIns : ISignInStore
{
    private readonly HashSet<string> _used = [];
    private readonly Dictionary<(string, Instant), int> _counts = [];

    public Task<bool> TryUseAsync(string token, Instant keepUntil, CancellationToken cancellation) => Task.FromResult(_used.Add(token));

    public Task<bool> IsUsedAsync(string token, CancellationToken cancellation) => Task.FromResult(_used.Contains(token));

    public Task<bool> TryCountAsync(string what, int most, Instant until, CancellationToken cancellation) =>
        Task.FromResult((_counts[(what, until)] = _counts.GetValueOrDefault((what, until)) + 1) <= most);
}

/// <summary>Mails that were sent.</summary>
internal sealed class MemoryMailer : IMailer
{
    public List<OutgoingMail> Sent { get; } = [];

    public Task SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        Sent.Add(mail);
        return Task.CompletedTask;
    }
}

/// <summary>Numbers that count on, so that each is another one.</summary>
internal sealed class CountingRandomness : IRandomness
{
    private byte _next;

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        bytes[0] = ++_next;
        return bytes;
    }
}

/// <summary>No accounts.</summary>
internal sealed class NoAccounts : IAccountStore
{
    public Task SaveAsync(string manufacturer, IReadOnlyList<Account> accounts, CancellationToken cancellation) => throw new NotSupportedException();

    public Task SettleAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<Account>> ReadAsync(string manufacturer, IReadOnlyList<string> ids, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Account>>([]);
}

/// <summary>Aliases in a list; those of a customer are found by any of its keys.</summary>
internal sealed class MemoryAliases : IAliasStore
{
    public List<Alias> All { get; } = [];

    public Task SaveAsync(string manufacturer, Alias alias, CancellationToken cancellation)
    {
        All.RemoveAll(known => known.Id == alias.Id);
        All.Add(alias);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Alias>> FindAsync(string manufacturer, IReadOnlyList<string> keys, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Alias>>([.. All.Where(alias => alias.Keys().Intersect(keys).Any())]);

    public Task<Alias?> ReadAsync(string manufacturer, string id, CancellationToken cancellation) => Task.FromResult(All.Find(alias => alias.Id == id));

    public Task<AliasPage> ListAsync(string manufacturer, string? cursor, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> RemoveAsync(string manufacturer, string id, CancellationToken cancellation) => Task.FromResult(All.RemoveAll(alias => alias.Id == id) > 0);
}
