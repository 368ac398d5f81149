using NodaTime;

namespace DealFlow.Azure.Cosmos.Registrations;

/// <summary>
/// Decides for a manufacturer, in one conditional write of this document: the order of acceptance, and who holds a customer on which lines. A
/// registration can be of several lines and has one sequence, so the lines of a manufacturer share the arbiter.
/// </summary>
internal sealed record ArbiterDocument : Document
{
    public override string Kind => "arbiter";

    /// <summary>The last sequence that was given.</summary>
    public long Sequence { get; init; }

    /// <summary>How many registrations were made, those that were split off too.</summary>
    public long Places { get; init; }

    /// <summary>The number of the last entry.</summary>
    public long Log { get; init; }

    /// <summary>The terms under which there are registrations.</summary>
    public IReadOnlyList<TermsInUse> Terms { get; init; } = [];

    /// <summary>What was decided last, while it is still to be written everywhere. The next one that comes by writes it first.</summary>
    public LogEntry? Pending { get; init; }

    public static ArbiterDocument Of(string manufacturer) => new() { Id = $"arbiter:{manufacturer}", Partition = Names.Manufacturer(manufacturer) };
}

/// <summary>A version of a program's terms.</summary>
internal sealed record TermsInUse(string Program, string Version);

/// <summary>
/// One decision of the arbiter as documents to be written. Writing them a second time changes nothing: a registration knows the entries that it was
/// written by, a row the last of them.
/// </summary>
/// <param name="Main">The registration that is made, or changed from <paramref name="IfNumber"/> on: were it changed meanwhile, the entry is void.</param>
internal sealed record LogEntry(string Id, RegistrationDocument Main, long? IfNumber)
{
    public IReadOnlyList<RegistrationDocument> Parts { get; init; } = [];
    public IReadOnlyList<DealRow> Rows { get; init; } = [];
    public MarkDocument? Mark { get; init; }
}

/// <summary>A partner's idempotency key with what was accepted under it.</summary>
internal sealed record MarkDocument : Document
{
    public override string Kind => "mark";
    public required string BodyHash { get; init; }
    public required string Registration { get; init; }
    public required Instant AcceptedAt { get; init; }
    public required Instant ExpiresAt { get; init; }

    public static string IdOf(string partner, string key) => $"mark:{partner}:{Names.Hash(key)}";
}

/// <summary>A manufacturer that has an arbiter.</summary>
internal sealed record ManufacturerDocument : Document
{
    public const string AllOfThem = "manufacturers";

    public override string Kind => "manufacturer";
    public required string Manufacturer { get; init; }

    public static ManufacturerDocument Of(string manufacturer) =>
        new() { Id = $"manufacturer:{manufacturer}", Partition = AllOfThem, Manufacturer = manufacturer };
}

/// <summary>
/// The orchestration of a registration has still to learn of the write with this number. Made before the write, so that it is never missing; deleted
/// once it was told.
/// </summary>
internal sealed record WakeDocument : Document
{
    public const string AllOfThem = "wake";

    public override string Kind => "wake";
    public required string Registration { get; init; }
    public required string Manufacturer { get; init; }
    public required long Number { get; init; }
    public required Instant At { get; init; }
    public required string Order { get; init; }
}
