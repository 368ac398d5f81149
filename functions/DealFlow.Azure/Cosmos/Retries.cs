using System.Net;
using Microsoft.Azure.Cosmos;

namespace DealFlow.Azure.Cosmos;

/// <summary>
/// Asks again a few times, with pauses that grow, where the service is not available for a moment. 429 the client has retried by itself before. A write
/// that was done although the answer says otherwise is told by its condition: whoever writes looks again.
/// </summary>
internal sealed class Retries(TimeProvider time)
{
    private const int Attempts = 4;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    public async Task<ResponseMessage> RunAsync(Func<Task<ResponseMessage>> ask, CancellationToken cancellation)
    {
        for (var (attempt, pause) = (1, First); ; attempt++, pause *= 3)
        {
            var answer = await ask();
            if (attempt == Attempts || !IsPassing(answer.StatusCode))
                return answer;
            answer.Dispose();
            await Task.Delay(pause, time, cancellation);
        }
    }

    /// <summary>Unavailable, out of time, or a conflict inside the service (449).</summary>
    public static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout or (HttpStatusCode)449;
}
