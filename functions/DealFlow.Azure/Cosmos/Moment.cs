using NodaTime;

namespace DealFlow.Azure.Cosmos;

/// <summary>
/// Instants as numbers that are searched for and sorted: milliseconds since 1970, because the database keeps whole numbers exactly only up to 2 to the
/// 53rd. What needs the exact instant reads it in the document's body.
/// </summary>
internal static class Moment
{
    public static long Of(Instant instant) => instant.ToUnixTimeMilliseconds();
}
