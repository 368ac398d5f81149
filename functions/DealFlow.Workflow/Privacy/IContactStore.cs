using DealFlow.Domain.Registrations;

namespace DealFlow.Workflow.Privacy;

/// <summary>What a store does so that nothing is kept of a person longer than it may be.</summary>
public interface IContactStore
{
    /// <summary>
    /// Of each program and version of its terms the registration that ended first, of those whose contact was not erased since: none of the
    /// others can be due before it.
    /// </summary>
    Task<IReadOnlyList<Registration>> FirstEndedAsync(CancellationToken cancellation);

    /// <summary>Deletes idempotency keys that have expired.</summary>
    Task ForgetExpiredMarksAsync(CancellationToken cancellation);

    /// <summary>
    /// Rids the store's own files of what was overwritten before, as far as it can see to it. False: it cannot at the moment; call again later.
    /// </summary>
    Task<bool> ScrubAsync(CancellationToken cancellation);
}
