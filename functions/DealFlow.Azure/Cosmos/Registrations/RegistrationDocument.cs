using System.Globalization;
using System.Text.Json.Serialization;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Azure.Cosmos.Registrations;

/// <summary>A registration with its timeline, in a partition of its own.</summary>
internal sealed record RegistrationDocument : Document
{
    public const long FirstNumber = 1;

    public override string Kind => "registration";

    /// <summary>Counts the writes: the stamp that a change must name.</summary>
    public required long Number { get; init; }

    /// <summary>The entries of the arbiter's log that were written here.</summary>
    public IReadOnlyList<string> Entries { get; init; } = [];

    public required Registration Body { get; init; }

    [JsonIgnore]
    public StoredRegistration Stored => new(Body, TextOf(Number));

    public static RegistrationDocument Of(Registration deal, long number) => new() { Id = deal.Id.Value, Partition = deal.Id.Value, Number = number, Body = deal };

    public static string TextOf(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of a stamp; one that was never given is no document's.</summary>
    public static long NumberOf(string stamp) => long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
