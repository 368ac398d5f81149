using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Local.Tests.Workflow;

/// <summary>A store on which something else happens between the reading and the writing of whoever writes next.</summary>
internal sealed class InterruptedStore(IRegistrationStore store) : IRegistrationStore
{
    private Func<Task>? _interruption;

    public void InterruptNext(Func<Task> interruption) => _interruption = interruption;

    public async Task<StoredRegistration?> SaveAsync(RegistrationChange change, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _interruption, null) is { } interruption)
            await interruption();
        return await store.SaveAsync(change, cancellation);
    }

    public Task<AddResult> AddAsync(NewRegistration registration, CancellationToken cancellation) => store.AddAsync(registration, cancellation);

    public Task<AddResult?> FindAcceptedAsync(string partner, IdempotencyMark mark, CancellationToken cancellation) =>
        store.FindAcceptedAsync(partner, mark, cancellation);

    public Task<StoredRegistration?> FindAsync(RegistrationId id, CancellationToken cancellation) => store.FindAsync(id, cancellation);

    public Task<RegistrationPage> ListAsync(RegistrationQuery query, CancellationToken cancellation) => store.ListAsync(query, cancellation);

    public Task<IReadOnlyList<Registration>> RivalsAsync(Registration registration, RivalSearch search, CancellationToken cancellation) =>
        store.RivalsAsync(registration, search, cancellation);

    public Task<IReadOnlyList<RegistrationId>> QueueBehindAsync(RegistrationId holder, CancellationToken cancellation) =>
        store.QueueBehindAsync(holder, cancellation);

    public Task<IReadOnlyDictionary<RegistrationId, int>> QueuePositionsAsync(IReadOnlyCollection<RegistrationId> ids, CancellationToken cancellation) =>
        store.QueuePositionsAsync(ids, cancellation);

    public Task<IReadOnlyList<StoredRegistration>> ToBeWokenAsync(int limit, CancellationToken cancellation) => store.ToBeWokenAsync(limit, cancellation);

    public Task WokenAsync(RegistrationId id, string stamp, CancellationToken cancellation) => store.WokenAsync(id, stamp, cancellation);
}
