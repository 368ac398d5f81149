using System.Globalization;
using System.Text.Json.Serialization;

namespace DealFlow.Azure.Cosmos.Indexing;

/// <summary>How far everything is indexed under a version of the algorithm: the one of this document, and no other.</summary>
internal sealed record IndexingDocument : Document
{
    public const string Place = "indexing";

    public override string Kind => "indexing";
    public required int Version { get; init; }
    public required IndexedShare Registrations { get; init; }
    public required IndexedShare Accounts { get; init; }

    /// <summary>Whether it was whole, and later nothing was found that a host of the version before had written meanwhile: nothing is looked for any more.</summary>
    public bool IsConfirmed { get; init; }

    [JsonIgnore]
    public bool IsWhole => Registrations.IsWhole && Accounts.IsWhole;

    /// <summary>What is told while it is not whole.</summary>
    [JsonIgnore]
    public string? Progress => Registrations.Tell("registrations") ?? Accounts.Tell("accounts");

    public static IndexingDocument Of(int version, long registrations, long accounts) => new()
    {
        Id = Place,
        Partition = Place,
        Version = version,
        Registrations = IndexedShare.Begin(registrations),
        Accounts = IndexedShare.Begin(accounts),
    };
}

/// <summary>How many were found to be indexed anew, how many are, and whether none is left.</summary>
internal sealed record IndexedShare(long Done, long Of, bool IsWhole)
{
    public static IndexedShare Begin(long of) => new(0, of, of == 0);

    public string? Tell(string what) => IsWhole
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"indexing {what}, {Math.Min(Done, Of)} of {Of} done");
}
