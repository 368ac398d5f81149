namespace DealFlow.Azure.Tests.Cosmos;

/// <summary>Before a request for a document something else happens, to its end.</summary>
internal sealed class Meanwhile(Func<HttpRequestMessage, int, bool> isMoment, Func<Task> act) : DelegatingHandler
{
    private int _requests;
    private int _since;

    /// <summary>Before the request with this number, from 0.</summary>
    public Meanwhile(int number, Func<Task> act) : this((_, request) => request == number, act) { }

    public bool HasHappened { get; private set; }

    /// <summary>After so many more requests the process ends.</summary>
    public int EndsAfter { get; init; } = int.MaxValue;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken);
        if (isMoment(request, Interlocked.Increment(ref _requests) - 1) && !HasHappened)
        {
            HasHappened = true;
            await act();
        }

        return HasHappened && Interlocked.Increment(ref _since) > EndsAfter
            ? BrokenOffTests.EndsAfter.Ended(request)
            : await base.SendAsync(request, cancellationToken);
    }
}
