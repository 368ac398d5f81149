using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Registrations;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Workflow.Signals;

/// <summary>Judges signals, and says everything that is wrong with one, by path.</summary>
public static class SignalRules
{
    private const int LongestUrl = 1000;
    private static readonly Duration ClocksDiffer = Duration.FromMinutes(5);

    /// <summary>The kinds in the words of the API.</summary>
    public static IReadOnlyDictionary<string, SignalKind> Kinds { get; } = Enum.GetValues<SignalKind>()
        .ToDictionary(kind => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..]);

    /// <summary>The signal with its customer, or null and what is wrong.</summary>
    /// <param name="programs">The programs of the manufacturer that sends it.</param>
    public static (SignalCustomer Customer, Signal Signal)? Read(
        SignalDraft draft, IReadOnlyCollection<string> programs, Instant now, Action<string, string> problem)
    {
        var isRight = true;
        void Wrong(string path, string text)
        {
            isRight = false;
            problem(path, text);
        }

        if (draft.Program is null || !programs.Contains(draft.Program))
            Wrong("program", $"Is required and one of your programs: {string.Join(", ", programs)}.");
        if (draft.Kind is null || !Kinds.ContainsKey(draft.Kind))
            Wrong("kind", $"Is required and one of {string.Join(", ", Kinds.Keys)}.");
        Line("title", draft.Title, 200, Wrong);
        Line("consentBasis", draft.ConsentBasis, 200, Wrong);
        if (draft.Url is { } url && !IsAddress(url))
            Wrong("url", $"Is an address that begins with https:// or http://, without user name, {LongestUrl} characters at most; or null.");
        var occurredAt = OccurredAt(draft.OccurredAt, now, Wrong);
        var customer = Customer(draft.Customer, Wrong);
        return isRight
            ? (new SignalCustomer(customer!), new Signal(Kinds[draft.Kind!], draft.Title!.Trim(), draft.Url, occurredAt!.Value, draft.ConsentBasis!.Trim()))
            : null;
    }

    private static Instant? OccurredAt(string? text, Instant now, Action<string, string> wrong)
    {
        Instant? at = text is null ? null : OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var value }
            ? Instant.FromUnixTimeTicks(value.ToInstant().ToUnixTimeTicks()) // no finer than stores order by
            : null;
        if (at is null)
            wrong("occurredAt", "Is required: an ISO 8601 time with Z or an offset, as in 2026-03-02T09:30:00Z.");
        else if (at > now + ClocksDiffer)
            wrong("occurredAt", "Lies in the future.");
        else if (at < SignalKeeping.Since(now))
            wrong("occurredAt", "Is more than 12 months ago; signals are kept no longer.");
        return at;
    }

    private static CustomerFacts? Customer(SignalCustomerDraft? draft, Action<string, string> wrong)
    {
        if (draft is null)
        {
            wrong("customer", "Is required.");
            return null;
        }

        Line("customer.name", draft.Name, 200, wrong);
        if (draft.Country is null || !Countries.IsKnown(draft.Country))
            wrong("customer.country", "Is required: two capital letters of ISO 3166, as in DE.");
        return new CustomerFacts
        {
            Name = draft.Name?.Trim() ?? "",
            Country = draft.Country ?? "",
            Domain = Identifier("customer.domain", draft.Domain, RegistrableDomains.Read, wrong),
            VatId = Identifier("customer.vatId", draft.VatId, text => VatIds.Read(text, draft.Country), wrong),
        };
    }

    private static string? Identifier(string path, string? text, Func<string, IdentifierReading> read, Action<string, string> wrong)
    {
        if (text is null)
            return null;
        if (text.Length > 200 || !TextRules.IsClean(text, lineBreaks: false))
        {
            wrong(path, "Must have 200 characters at most, none of them control or text-direction characters.");
            return null;
        }

        var reading = read(text);
        if (!reading.IsValid)
            wrong(path, reading.Problem);
        return reading.Value;
    }

    private static void Line(string path, string? text, int longest, Action<string, string> wrong)
    {
        if (string.IsNullOrWhiteSpace(text))
            wrong(path, "Is required.");
        else if (text.Length > longest || !TextRules.IsClean(text, lineBreaks: false))
            wrong(path, $"Is one line of {longest} characters at most, without control or text-direction characters.");
    }

    private static bool IsAddress(string text) =>
        text.Length <= LongestUrl && TextRules.IsClean(text, lineBreaks: false) && !text.Any(char.IsWhiteSpace)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.UserInfo.Length == 0 && uri.Host.Length > 0;
}
