using NodaTime;

namespace DealFlow.Azure.Cosmos;

/// <summary>How long the database keeps what expires: a day longer, because its clock is not the product's.</summary>
internal static class Kept
{
    private static readonly Duration Longer = Duration.FromDays(1);

    public static int Until(Instant end, Instant now) => (int)Math.Clamp((end - now + Longer).TotalSeconds, 1, int.MaxValue);
}
