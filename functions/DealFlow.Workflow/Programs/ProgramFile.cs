using System.Text.Json.Serialization;
using DealFlow.Domain.Programs;

namespace DealFlow.Workflow.Programs;

/// <summary>A program as its JSON file says it. <see cref="Terms"/> are versioned; people and calendar are live.</summary>
public sealed record ProgramFile
{
    /// <summary>Where an editor finds the schema; of no meaning to the product.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Unique among the programs of an installation.</summary>
    public required string Id { get; init; }

    /// <summary>Whose program it is.</summary>
    public required Manufacturer Manufacturer { get; init; }

    /// <summary>What a registration is promised.</summary>
    public required ProgramTerms Terms { get; init; }

    /// <summary>Who acts for the manufacturer.</summary>
    public required PeopleInFile People { get; init; }

    /// <summary>When nobody works.</summary>
    public required CalendarInFile Calendar { get; init; }
}

/// <summary>The people of a program file.</summary>
public sealed record PeopleInFile
{
    /// <summary>In the order in which they are asked.</summary>
    public required IReadOnlyList<PersonInFile> Approvers { get; init; }

    /// <summary>May be one of the approvers, then with the same data.</summary>
    public required PersonInFile Owner { get; init; }

    /// <summary>Mail addresses that are told of approvals and endings.</summary>
    public IReadOnlyList<string> Observers { get; init; } = [];
}

/// <summary>A person of a program file.</summary>
public sealed record PersonInFile
{
    /// <summary>Unique in the program.</summary>
    public required string Id { get; init; }

    /// <summary>As it stands in mails.</summary>
    public required string Name { get; init; }

    /// <summary>The mail address.</summary>
    public required string Mail { get; init; }

    /// <summary>The person's own language, or null for the program's first.</summary>
    public string? Language { get; init; }

    /// <summary>Who stands in, and when.</summary>
    public IReadOnlyList<DelegateInFile> Delegates { get; init; } = [];
}

/// <summary>A delegate by id, with the first and the last local day as ISO dates; both null: none of the time.</summary>
public sealed record DelegateInFile(string To, string? From, string? Until);

/// <summary>The calendar of a program file: holidays by year.</summary>
public sealed record CalendarInFile(IReadOnlyDictionary<string, IReadOnlyList<HolidayInFile>> Holidays);

/// <summary>A holiday: an ISO date and its name.</summary>
public sealed record HolidayInFile(string Date, string Name);
