using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Privacy;

namespace DealFlow.Azure.Cosmos.Registrations;

/// <summary>
/// What is kept of contacts in Cosmos DB. Mails are not kept, idempotency keys expire by themselves, and what was overwritten is gone; a
/// backup of the account keeps it for as long as the account says.
/// </summary>
public sealed class CosmosContactStore(CosmosRegistrationStore registrations) : IContactStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Registration>> FirstEndedAsync(CancellationToken cancellation) => registrations.FirstEndedAsync(cancellation);

    /// <inheritdoc/>
    public Task ForgetExpiredMarksAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<bool> ScrubAsync(CancellationToken cancellation) => Task.FromResult(true);
}
