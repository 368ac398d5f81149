using DealFlow.Domain.Calendars;
using NodaTime;

namespace DealFlow.Domain.Programs;

/// <summary>
/// One partner programme of a manufacturer: its terms in the version that a registration was made under, with the people and the calendar
/// of today.
/// </summary>
public sealed record DealProgram(string Id, string Version, Manufacturer Manufacturer, ProgramTerms Terms, ProgramPeople People, BusinessCalendar Calendar)
{
    /// <summary>The language for mails to the manufacturer's people: the program's first.</summary>
    public string Language => Terms.Languages[0];

    /// <summary>What a hold on a product is taken on: its line, which all programs of the manufacturer share, or this whole program.</summary>
    public string ScopeOf(string product) =>
        Terms.Conflicts.Scope is ConflictScope.Program ? $"program:{Id}" : $"line:{Terms.Product(product)!.Line}";

    /// <summary>What a registration of these products holds, each once.</summary>
    public IReadOnlyList<string> ScopesOf(IEnumerable<string> products) => [.. products.Select(ScopeOf).Distinct()];
}

/// <summary>The manufacturer behind a program. <paramref name="Id"/> stands in keys, events and memberships.</summary>
public sealed record Manufacturer(string Id, string Name);

/// <summary>A named person of the manufacturer, with an own language or the program's.</summary>
public sealed record Person(string Id, string Name, string Mail, string? Language = null)
{
    /// <summary>Who stands in for this person, and when.</summary>
    public IReadOnlyList<Delegation> Delegates { get; init; } = [];

    /// <summary>The id of the person who stands in on this local day, or null. Of several delegates the first counts.</summary>
    public string? DelegateOn(LocalDate day) => Delegates.FirstOrDefault(delegation => delegation.Covers(day))?.To;
}

/// <summary>
/// Another person, by id, stands in from the first through the last local day of the program. Without dates the delegate is named, but stands
/// in none of the time.
/// </summary>
public sealed record Delegation(string To, LocalDate? From, LocalDate? Until)
{
    /// <summary>Whether the delegate stands in on this local day.</summary>
    public bool Covers(LocalDate day) => From <= day && day <= Until;
}

/// <summary>Who acts for the manufacturer. Live: a change acts on deals in flight.</summary>
/// <param name="Approvers">In the order in which they are asked.</param>
/// <param name="Owner">Asked last; owns the program.</param>
/// <param name="Observers">Mail addresses that are told of approvals and endings.</param>
public sealed record ProgramPeople(IReadOnlyList<Person> Approvers, Person Owner, IReadOnlyList<string> Observers)
{
    /// <summary>The person of this id, or null when it has left the program.</summary>
    public Person? Find(string id) => Approvers.FirstOrDefault(person => person.Id == id) ?? (Owner.Id == id ? Owner : null);

    /// <summary>The order in which people are asked: the approvers, then the owner.</summary>
    public IReadOnlyList<Person> InOrder { get; } = [.. Approvers.Append(Owner).DistinctBy(person => person.Id)];

    /// <summary>
    /// Who acts for a person on a local day: the delegate, or whoever stands in for that one, to the end of the chain. The person itself when
    /// nobody stands in, or when all of a circle are away.
    /// </summary>
    public Person ActingFor(Person person, LocalDate day)
    {
        var (acting, seen) = (person, new HashSet<string> { person.Id });
        while (acting.DelegateOn(day) is { } id && Find(id) is { } next)
        {
            if (!seen.Add(id))
                return person;
            acting = next;
        }

        return acting;
    }
}
