using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
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

    public Task<StoredRegistration?> FindAsync(RegistrationId id, CancellationToken cancellation) =>
        Task.FromResult(_deals.GetValueOrDefault(id) is { } deal ? new StoredRegistration(deal, "1") : null);

    public Task<StoredRegistration?> SaveAsync(RegistrationChange change, CancellationToken cancellation)
    {
        Writes++;
        Put(change.Registration);
        return Task.FromResult<StoredRegistration?>(new StoredRegistration(change.Registration, "1"));
    }

    public Task<AddResult> AddAsync(NewRegistration registration, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<RegistrationPage> ListAsync(RegistrationQuery query, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<AddResult?> FindAcceptedAsync(string partner, IdempotencyMark mark, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<Registration>> RivalsAsync(Registration registration, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Registration>>([]);

    public Task<IReadOnlyList<RegistrationId>> QueueBehindAsync(RegistrationId holder, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<RegistrationId, int>> QueuePositionsAsync(IReadOnlyCollection<RegistrationId> ids, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<StoredRegistration>> ToBeWokenAsync(int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task WokenAsync(RegistrationId id, string stamp, CancellationToken cancellation) => throw new NotSupportedException();
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

    public Task<IReadOnlyList<Account>> FindAsync(string manufacturer, IReadOnlyList<string> keys, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Account>>([]);
}
