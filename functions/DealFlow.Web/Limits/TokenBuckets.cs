using System.Runtime.InteropServices;
using NodaTime;

namespace DealFlow.Web.Limits;

/// <summary>
/// Buckets by name, each of so many tokens that come back within a second. A full bucket is as good as none, so only those are kept that were used in
/// the last two seconds. The framework's limiters take no <see cref="TimeProvider"/>: no test could tell them what time it is.
/// </summary>
internal sealed class TokenBuckets(int perSecond, TimeProvider time)
{
    private static readonly TimeSpan FullAgain = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private long _cleanedAt = time.GetTimestamp();

    /// <summary>How many buckets are kept.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _buckets.Count;
        }
    }

    /// <summary>Takes a token. Null: taken; else how long it is until there is one.</summary>
    public Duration? Take(string name)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            Clean(now);
            ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(_buckets, name, out var isKnown);
            var left = isKnown ? Math.Min(perSecond, bucket.Left + (time.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond)) : perSecond;
            bucket = new Bucket(left >= 1 ? left - 1 : left, now);
            return left >= 1 ? null : Duration.FromSeconds((1 - left) / perSecond);
        }
    }

    private void Clean(long now)
    {
        if (time.GetElapsedTime(_cleanedAt, now) < FullAgain)
            return;
        _cleanedAt = now;
        foreach (var (name, bucket) in _buckets)
            if (time.GetElapsedTime(bucket.At, now) >= FullAgain)
                _buckets.Remove(name);
    }

    private readonly record struct Bucket(double Left, long At);
}
