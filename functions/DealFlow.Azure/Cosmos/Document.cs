using System.Text.Json.Serialization;

namespace DealFlow.Azure.Cosmos;

/// <summary>
/// A document of the one container. <see cref="Partition"/> is what is read and written together; <see cref="Id"/> is unique in the whole container,
/// and <see cref="Kind"/> says what it is, because several kinds share a partition.
/// </summary>
internal abstract record Document
{
    public required string Id { get; init; }

    [JsonPropertyName("pk")]
    public required string Partition { get; init; }

    public abstract string Kind { get; }

    /// <summary>Seconds from the last write after which the database forgets it; null: never.</summary>
    [JsonPropertyName("ttl"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? SecondsKept { get; init; }

    /// <summary>Drawn for each write, so that whoever has written can tell its own write from another's when the answer was lost.</summary>
    public string? Write { get; init; }

    /// <summary>The stamp of the last write, as the database gives it.</summary>
    [JsonPropertyName("_etag"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Stamp { get; init; }
}
