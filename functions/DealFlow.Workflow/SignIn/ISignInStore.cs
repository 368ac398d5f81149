using NodaTime;

namespace DealFlow.Workflow.SignIn;

/// <summary>What signing in must remember beyond one request: which tokens are used up, and how often somebody has asked. Every write is durable on return.</summary>
public interface ISignInStore
{
    /// <summary>Uses a token up, by its id. False: it was used up before; of two at once one is told so.</summary>
    /// <param name="keepUntil">When the token expires by itself, and so may be forgotten.</param>
    Task<bool> TryUseAsync(string token, Instant keepUntil, CancellationToken cancellation);

    /// <summary>Whether a token is used up.</summary>
    Task<bool> IsUsedAsync(string token, CancellationToken cancellation);

    /// <summary>Counts one more of something within a time that ends at <paramref name="until"/>. False, and not counted: there were <paramref name="most"/> already.</summary>
    Task<bool> TryCountAsync(string what, int most, Instant until, CancellationToken cancellation);
}
