namespace DealFlow.Azure.Tests.Cosmos;

/// <summary>Before the request for a document with this number something else happens, to its end.</summary>
internal sealed class Meanwhile(int requests, Func<Task> act) : DelegatingHandler
{
    private int _left = requests;

    public bool HasHappened { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal) && Interlocked.Decrement(ref _left) == -1)
        {
            HasHappened = true;
            await act();
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
