using System.Globalization;
using System.Text.Json.Serialization;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Azure.Cosmos.Registrations;

/// <summary>
/// What is searched for of a registration, once in its manufacturer's partition and once in its partner's: lists are made of these, and the arbiter
/// judges by them. Only the arbiter's log writes them.
/// </summary>
internal sealed record DealRow : Document
{
    public override string Kind => "deal";

    /// <summary>The entry of the log that has written it last.</summary>
    public required long Log { get; init; }

    public required RegistrationId Registration { get; init; }
    public required string Manufacturer { get; init; }
    public required string Partner { get; init; }
    public required string Program { get; init; }

    /// <summary>The version of the program's terms.</summary>
    public required string Terms { get; init; }

    public required long Sequence { get; init; }

    /// <summary>Where it stands in lists: by the time of receipt, then by the order of acceptance.</summary>
    public required string Place { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>What similar customers are found under, in hexadecimal digits.</summary>
    public IReadOnlyList<string> IndexKeys { get; init; } = [];

    /// <summary>What a comparison with a similar customer needs.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The version of the algorithm that both are of; 0: of before it was written, or there are none.</summary>
    public int IndexVersion { get; init; }

    /// <summary>The local day on which the customer was new to the partner; null: it was not.</summary>
    public string? NewOn { get; init; }

    public required RowFacts Facts { get; init; }

    /// <summary>The same row in the other partition.</summary>
    [JsonIgnore]
    public DealRow InPartner => this with { Partition = Names.Partner(Partner), Id = IdOf(Names.Partner(Partner), Registration), Stamp = null };

    public static DealRow Of(Registration deal, CustomerClaim claim, long sequence, long place, long log) => new()
    {
        Id = IdOf(Names.Manufacturer(deal.Manufacturer), deal.Id),
        Partition = Names.Manufacturer(deal.Manufacturer),
        Log = log,
        Registration = deal.Id,
        Manufacturer = deal.Manufacturer,
        Partner = deal.Partner,
        Program = deal.Program,
        Terms = deal.ProgramVersion,
        Sequence = sequence,
        Place = string.Create(CultureInfo.InvariantCulture, $"{deal.ReceivedAt.ToUnixTimeTicks():D20}~{deal.Manufacturer}~{sequence:D12}~{place:D12}"),
        Scopes = claim.Scopes,
        Keys = claim.Keys,
        IndexKeys = [.. (claim.Indexed?.Keys ?? []).Select(HexOf)],
        Fingerprint = claim.Indexed?.Fingerprint,
        IndexVersion = claim.Indexed is null ? 0 : IndexedCustomer.Version,
        Facts = RowFacts.Of(deal),
    };

    /// <summary>The row under the present version of the algorithm.</summary>
    public DealRow IndexedFor(CustomerFacts customer) => IndexVersion == IndexedCustomer.Version ? this : IndexedAs(IndexedCustomer.Of(customer));

    /// <summary>A key of the candidate index as rows have it.</summary>
    public static string HexOf(CandidateKey key) => key.Hash.ToString("x16", CultureInfo.InvariantCulture);

    private DealRow IndexedAs(IndexedCustomer customer) =>
        this with { IndexKeys = [.. customer.Keys.Select(HexOf)], Fingerprint = customer.Fingerprint, IndexVersion = IndexedCustomer.Version };

    public static string IdOf(string partition, RegistrationId registration) => $"{partition}:{registration}";
}

/// <summary>What of a row changes with the registration.</summary>
/// <param name="Holds">Whether others must take note of it: it is alive, or won.</param>
/// <param name="HeldBy">Only while queued.</param>
/// <param name="ContactSince">When it ended, in milliseconds, where the contact was not erased since.</param>
internal sealed record RowFacts(string Status, bool Ended, bool Holds, RegistrationId? HeldBy, string Search, long? ContactSince)
{
    private const long StillAlive = long.MaxValue / 1024; // a number that JSON keeps exactly

    /// <summary>When the answer of the manufacturer is due that it is asked for, in milliseconds; null: it is asked for none.</summary>
    public long? AskedUntil { get; init; }

    /// <summary>When it ended, in milliseconds; of one that is alive later than any.</summary>
    public long AliveUntil { get; init; } = StillAlive;

    /// <summary>What figures need of it; the sequence is the row's.</summary>
    public PipelineEntry? Figures { get; init; }

    public static RowFacts Of(Registration deal) => new(
        Words.Of(deal.Status),
        deal.HasEnded,
        !deal.HasEnded || deal.Status is RegistrationStatus.ClosedWon,
        deal.Status is RegistrationStatus.Queued ? deal.Conflict?.HeldBy : null,
        Searchable($"{deal.Lead.Customer.Name}\n{deal.Id}\n{deal.Lead.PartnerReference}"),
        deal is { HasEnded: true, ClosedAt: { } closed } && !(deal.ContactErasedAt >= closed) ? Moment.Of(closed) : null)
    {
        AskedUntil = deal is { HasEnded: false, Ask: { IsOpen: true } ask } ? Moment.Of(ask.DueAt) : null,
        AliveUntil = deal is { HasEnded: true, ClosedAt: { } ended } ? Moment.Of(ended) : StillAlive,
        Figures = PipelineEntry.Of(deal) with { Sequence = 0 },
    };

    /// <summary>Text as it is searched: upper and lower case are the same, letters with and without marks are not.</summary>
    public static string Searchable(string text) => text.Normalize().ToLowerInvariant();
}
