using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using DealFlow.Domain.Conflicts;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Workflow.Signals;

/// <summary>What a customer was seen to do by the manufacturer's marketing.</summary>
/// <param name="Url">http or https; null where there is no page to it.</param>
/// <param name="ConsentBasis">On what the manufacturer may pass it on, in its own words. It answers for that; the partner is not shown it.</param>
public sealed record Signal(SignalKind Kind, string Title, string? Url, Instant OccurredAt, string ConsentBasis)
{
    /// <summary>Of two signals of one customer the same, when they tell of the same thing: such a one counts once.</summary>
    [JsonIgnore]
    public string Id => Hashes.Of(Kind.ToString(), Title, Url ?? "", InstantPattern.ExtendedIso.Format(OccurredAt));
}

/// <summary>The kinds of signal.</summary>
public enum SignalKind
{
    /// <summary>Looked at a page.</summary>
    WebVisit,

    /// <summary>Followed a link in a mail.</summary>
    MailClick,

    /// <summary>Fetched a file.</summary>
    Download,

    /// <summary>Took part in something.</summary>
    Event,
}

/// <summary>A customer as signals describe it: other words are another description, and each is compared with a deal's customer once.</summary>
public sealed record SignalCustomer(CustomerFacts Facts)
{
    /// <summary>The same for the same description.</summary>
    public string Id => Hashes.Of(Facts.Name, Facts.Country, Facts.Domain ?? "", Facts.VatId ?? "");

    /// <summary>The keys under which it is found: only those that can make a match certain.</summary>
    public IReadOnlyList<string> Keys => KeysOf(Facts);

    /// <summary>The keys of a customer that can make a match certain.</summary>
    public static IReadOnlyList<string> KeysOf(CustomerFacts customer) =>
        [.. CustomerKeys.Of(customer).Where(key => key.IsStrong).Select(key => key.ToString())];
}

/// <summary>Short names made of several parts.</summary>
internal static class Hashes
{
    private const int Bytes = 16;

    public static string Of(params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, Bytes));
}
