using System.Text.Json.Serialization;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Azure.Cosmos;

/// <summary>An imported account, in a partition of its own.</summary>
internal sealed record AccountDocument : Document
{
    private const string Prefix = "account:";

    public override string Kind => "account";

    /// <summary>That of the candidate index's keys under which it surely is.</summary>
    public required int Version { get; init; }

    public required Account Body { get; init; }

    [JsonIgnore]
    public string Manufacturer => Partition[Prefix.Length..Partition.LastIndexOf(':')];

    public static string PartitionOf(string manufacturer, string id) => $"{Prefix}{manufacturer}:{Names.Hash(id)}";
}
