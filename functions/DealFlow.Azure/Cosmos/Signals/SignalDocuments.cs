using System.Globalization;
using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Signals;
using NodaTime;

namespace DealFlow.Azure.Cosmos.Signals;

/// <summary>Where documents of signals lie, and how long.</summary>
internal static class SignalPlaces
{
    public static readonly int SecondsKept = (int)Duration.FromDays(430).TotalSeconds;

    public static string Customer(string program, string customer) => $"signals:{program}:{customer}";

    public static string Key(string program, string key) => $"signal-key:{program}:{Names.Hash(key)}";

    public static string Watch(string program, string key) => $"signal-watch:{program}:{Names.Hash(key)}";
}

/// <summary>A customer: gives the numbers, and holds what was numbered until it is written.</summary>
internal sealed record HeadDocument : Document
{
    public override string Kind => "signalCustomer";
    public long Last { get; init; }

    /// <summary>Null once nothing is left of the customer.</summary>
    public CustomerFacts? Facts { get; init; }

    public IReadOnlyList<SignalDocument> Pending { get; init; } = [];

    public static string IdOf(string partition) => $"{partition}:head";
}

/// <summary>A signal.</summary>
internal sealed record SignalDocument : Document
{
    public override string Kind => "signal";
    public required long Number { get; init; }
    public required long OccurredAt { get; init; }
    public required string Place { get; init; }
    public required Signal Body { get; init; }

    public static SignalDocument Of(string partition, Signal signal, long number) => new()
    {
        Id = IdOf(partition, signal),
        Partition = partition,
        SecondsKept = SignalPlaces.SecondsKept,
        Number = number,
        OccurredAt = Moment.Of(signal.OccurredAt),
        Place = PlaceOf(signal.OccurredAt, signal.Id),
        Body = signal,
    };

    public static string IdOf(string partition, Signal signal) => $"{partition}:{signal.Id}";

    public static string PlaceOf(Instant occurredAt, string id) => string.Create(CultureInfo.InvariantCulture, $"{occurredAt.ToUnixTimeTicks():D20}{id}");
}

/// <summary>Names a customer or a deal in the partition of a key.</summary>
internal sealed record PointerDocument : Document
{
    public override string Kind => "pointer";
    public required string To { get; init; }

    public static PointerDocument Of(string partition, string to, int? kept) =>
        new() { Id = $"{partition}:{to}", Partition = partition, SecondsKept = kept, To = to };
}

/// <summary>No signal of the customer is older than this.</summary>
internal sealed record OldestDocument : Document
{
    public const string AllOfThem = "signal-oldest";

    public override string Kind => "signalOldest";
    public required string Program { get; init; }
    public required string Customer { get; init; }
    public required IReadOnlyList<string> Keys { get; init; }
    public required long Oldest { get; init; }

    public static OldestDocument Of(string program, string customer, IReadOnlyList<string> keys, long oldest) => new()
    {
        Id = $"{AllOfThem}:{program}:{customer}",
        Partition = AllOfThem,
        SecondsKept = SignalPlaces.SecondsKept,
        Program = program,
        Customer = customer,
        Keys = keys,
        Oldest = oldest,
    };
}

/// <summary>What was passed on to a deal last.</summary>
internal sealed record CutDocument : Document
{
    public override string Kind => "signalCut";
    public required SignalCut Body { get; init; }
}
