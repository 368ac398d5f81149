using System.Text.Json;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>What every store of registrations does.</summary>
public abstract partial class RegistrationStoreSuite
{
    protected PortClock Clock { get; } = new();

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The store of this test: empty at the first call, later opened again on what it holds.</summary>
    protected abstract Task<IRegistrationStore> OpenAsync();

    /// <summary>A request to accept a registration of a customer that nobody else has, unless it is named.</summary>
    protected static NewRegistration Request(Registration deal, CustomerClaim? claim = null, int openLimit = 1000, IdempotencyMark? mark = null) =>
        new(WithVatIdOf(deal, claim), claim ?? Samples.Claim(deal.Id.Value), openLimit, mark);

    protected static async Task<StoredRegistration> AddAsync(IRegistrationStore store, Registration deal, CustomerClaim? claim = null) =>
        Assert.IsType<AddResult.Added>(await store.AddAsync(Request(deal, claim), Stop)).Stored;

    /// <summary>Those that share a key of the claim.</summary>
    protected static Task<IReadOnlyList<Registration>> RivalsAsync(IRegistrationStore store, Registration deal) =>
        store.RivalsAsync(deal, new RivalSearch(null, []), Stop);

    protected static async Task<StoredRegistration> SaveAsync(
        IRegistrationStore store, RegistrationId id, Func<Registration, Registration> change, bool wake = false)
    {
        var stored = (await store.FindAsync(id, Stop))!;
        var saved = await store.SaveAsync(new RegistrationChange(change(stored.Registration), stored.Stamp, wake), Stop);
        return Assert.IsType<StoredRegistration>(saved);
    }

    protected static Task<StoredRegistration> EndAsync(
        IRegistrationStore store, RegistrationId id, RegistrationStatus status = RegistrationStatus.Withdrawn) =>
        SaveAsync(store, id, deal => deal with { Status = status, ClosedAt = Samples.Now });

    protected static Task<StoredRegistration> QueueAsync(IRegistrationStore store, RegistrationId id, RegistrationId holder) =>
        SaveAsync(store, id, deal => deal with { Status = RegistrationStatus.Queued, Conflict = Samples.HeldBy(holder) });

    protected static string Json(Registration deal) => JsonSerializer.Serialize(deal, DealFlowJson.Options);

    private static Registration WithVatIdOf(Registration deal, CustomerClaim? claim) => claim?.Strong is [var key, ..] && deal.Lead.Customer.VatId is null
        ? deal with { Lead = deal.Lead with { Customer = deal.Lead.Customer with { VatId = key["vatId:".Length..] } } }
        : deal;
}
