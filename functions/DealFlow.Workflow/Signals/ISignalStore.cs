using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Signals;

/// <summary>
/// Marketing signals, by program and customer, and which deals wait for them. Small documents: all that is asked for is of one customer, one key
/// or one deal. Writes are durable on return.
/// </summary>
public interface ISignalStore
{
    /// <summary>Adds signals of one customer; what is known already stays as it is. Returns how many were not known.</summary>
    Task<int> AddAsync(string program, SignalCustomer customer, IReadOnlyList<Signal> signals, CancellationToken cancellation);

    /// <summary>The customers that share one of these keys, each with the number of its last signal.</summary>
    Task<IReadOnlyList<KnownCustomer>> CustomersAsync(string program, IReadOnlyList<string> keys, CancellationToken cancellation);

    /// <summary>Signals of one customer, newest first: what occurred at <paramref name="since"/> or later, and comes after the cursor.</summary>
    /// <param name="customer">The customer's id.</param>
    Task<IReadOnlyList<Signal>> ListAsync(
        string program, string customer, Instant since, SignalCursor? after, int limit, CancellationToken cancellation);

    /// <summary>The signals of one customer whose numbers lie in a range, of what occurred at <paramref name="since"/> or later.</summary>
    /// <param name="most">Of the newest so many are given, all are counted.</param>
    Task<SignalDigest> CountAsync(
        string program, string customer, NumberRange numbers, Instant since, int most, CancellationToken cancellation);

    /// <summary>From now on the deal waits for signals of customers that have one of these keys.</summary>
    Task WatchAsync(string program, IReadOnlyList<string> keys, RegistrationId deal, CancellationToken cancellation);

    /// <summary>The deals that wait for signals of a customer with one of these keys.</summary>
    Task<IReadOnlyList<RegistrationId>> WatchersAsync(string program, IReadOnlyList<string> keys, CancellationToken cancellation);

    /// <summary>The deal waits no more.</summary>
    Task UnwatchAsync(string program, IReadOnlyList<string> keys, RegistrationId deal, CancellationToken cancellation);

    /// <summary>
    /// Draws the line between what was passed on to a deal and what is still to be. A cut of the same name as the last is that cut again; any other
    /// begins where the last one ended. So each signal is passed on once, and the same mail can be made again after a crash.
    /// </summary>
    /// <param name="last">The number of the last signal of each customer.</param>
    Task<SignalCut> CutAsync(RegistrationId deal, string name, IReadOnlyDictionary<string, long> last, CancellationToken cancellation);

    /// <summary>Forgets some of what occurred before a time, and says whether there may be more.</summary>
    Task<bool> ForgetAsync(Instant before, CancellationToken cancellation);
}

/// <summary>A customer of which there are signals. Numbers count the signals in the order in which they were stored, and only grow.</summary>
public sealed record KnownCustomer(SignalCustomer Customer, long Last);

/// <summary>The numbers after one and up to another.</summary>
public readonly record struct NumberRange(long After, long Through)
{
    /// <summary>Whether there is no number in it.</summary>
    public bool IsEmpty => After >= Through;
}

/// <summary>The last signal of a page.</summary>
public sealed record SignalCursor(Instant OccurredAt, string Id);

/// <summary>What one mail tells of a customer's signals: how many there are, and the newest of them.</summary>
public sealed record SignalDigest(int Count, IReadOnlyList<Signal> Newest)
{
    /// <summary>Nothing.</summary>
    public static SignalDigest None { get; } = new(0, []);
}

/// <summary>What is passed on to a deal under one name: by customer, the numbers after <paramref name="From"/> and up to <paramref name="Through"/>.</summary>
public sealed record SignalCut(string Name, IReadOnlyDictionary<string, long> From, IReadOnlyDictionary<string, long> Through)
{
    /// <summary>The cut of this name: this one, or the next.</summary>
    public SignalCut Next(string name, IReadOnlyDictionary<string, long> last)
    {
        if (name == Name)
            return this;
        var through = new Dictionary<string, long>(Through, StringComparer.Ordinal);
        foreach (var (customer, number) in last)
            through[customer] = Math.Max(number, through.GetValueOrDefault(customer));
        return new SignalCut(name, Through, through);
    }

    /// <summary>Where everything begins.</summary>
    public static SignalCut Start { get; } = new("", new Dictionary<string, long>(), new Dictionary<string, long>());

    /// <summary>What of a customer belongs to this cut.</summary>
    public NumberRange Of(string customer) => new(From.GetValueOrDefault(customer), Through.GetValueOrDefault(customer));
}
