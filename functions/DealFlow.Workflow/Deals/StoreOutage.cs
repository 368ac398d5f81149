using NodaTime;
using NodaTime.Text;

namespace DealFlow.Workflow.Deals;

/// <summary>
/// How an orchestration whose store does not answer says so in its status: the only place that is left where it can. Operators see it there, and the
/// first activity that reaches the store again reads it there, for the timeline. A status is no part of the history, so this is the same for every
/// version of the code.
/// </summary>
internal static class StoreOutage
{
    private const string Prefix = "store unreachable since ";

    public static string StatusOf(Instant since) => Prefix + InstantPattern.ExtendedIso.Format(since);

    /// <summary>Since when, by a status; null where it says something else.</summary>
    public static Instant? SinceIn(string? status) =>
        status?.StartsWith(Prefix, StringComparison.Ordinal) is true && InstantPattern.ExtendedIso.Parse(status[Prefix.Length..]) is { Success: true } since
            ? since.Value
            : null;
}
