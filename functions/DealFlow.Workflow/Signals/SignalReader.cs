using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Signals;

/// <summary>The signals of a deal's customer: of those only that match it for certain, by an identifier or the domain, never by name alone.</summary>
public sealed class SignalReader(ISignalStore store, IClock clock)
{
    /// <summary>How many signals a mail shows; the others are counted.</summary>
    public const int MostInMail = 5;

    /// <summary>Whether a signal of this customer is one for the deal.</summary>
    public static bool IsFor(Registration deal, CustomerFacts customer) =>
        CustomerMatcher.Compare(deal.Lead.Customer, customer).Verdict is Verdict.Certain;

    /// <summary>A page, newest first.</summary>
    public async Task<SignalPage> PageAsync(Registration deal, SignalCursor? after, int limit, CancellationToken cancellation)
    {
        var found = new List<Signal>();
        foreach (var known in await CustomersAsync(deal, cancellation))
            found.AddRange(await store.ListAsync(deal.Program, known.Customer.Id, Since, after, limit + 1, cancellation));
        var newest = NewestFirst(found).Take(limit + 1).ToList();
        var items = newest.Take(limit).ToList();
        return new SignalPage(items, newest.Count > limit ? new SignalCursor(items[^1].OccurredAt, items[^1].Id) : null);
    }

    /// <summary>What is known at the approval; from then on the deal waits for more.</summary>
    public async Task<SignalDigest> BeginAsync(Registration deal, CancellationToken cancellation)
    {
        // In this order, so that no signal falls between the two: of one that comes now the daily mail tells, where this one does not yet.
        await store.WatchAsync(deal.Program, SignalCustomer.KeysOf(deal.Lead.Customer), deal.Id, cancellation);
        return await CutAsync(deal, "approved", cancellation);
    }

    /// <summary>What is new since the cut before this one. The same name gives the same again.</summary>
    public async Task<SignalDigest> CutAsync(Registration deal, string name, CancellationToken cancellation)
    {
        var customers = await CustomersAsync(deal, cancellation);
        if (customers.Count == 0)
            return SignalDigest.None;
        var cut = await store.CutAsync(deal.Id, name, customers.ToDictionary(known => known.Customer.Id, known => known.Last), cancellation);
        var (count, newest) = (0, new List<Signal>());
        foreach (var id in cut.Through.Keys.Where(id => cut.Of(id) is { IsEmpty: false }))
        {
            var part = await store.CountAsync(deal.Program, id, cut.Of(id), Since, MostInMail, cancellation);
            count += part.Count;
            newest.AddRange(part.Newest);
        }

        return new SignalDigest(count, [.. NewestFirst(newest).Take(MostInMail)]);
    }

    private Instant Since => SignalKeeping.Since(clock.GetCurrentInstant());

    private async Task<IReadOnlyList<KnownCustomer>> CustomersAsync(Registration deal, CancellationToken cancellation)
    {
        var known = await store.CustomersAsync(deal.Program, SignalCustomer.KeysOf(deal.Lead.Customer), cancellation);
        return [.. known.Where(customer => IsFor(deal, customer.Customer.Facts))];
    }

    /// <summary>Each once, although it may have come with two descriptions of the customer.</summary>
    private static IEnumerable<Signal> NewestFirst(IEnumerable<Signal> signals) =>
        signals.DistinctBy(signal => signal.Id).OrderByDescending(signal => signal.OccurredAt).ThenByDescending(signal => signal.Id, StringComparer.Ordinal);
}

/// <summary>A page of signals; <paramref name="Next"/> is null at the end.</summary>
public sealed record SignalPage(IReadOnlyList<Signal> Items, SignalCursor? Next);
