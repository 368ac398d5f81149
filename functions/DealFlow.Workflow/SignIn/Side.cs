using DealFlow.Domain.Programs;
using DealFlow.Workflow.Partners;

namespace DealFlow.Workflow.SignIn;

/// <summary>For whom a person acts: a partner, or a manufacturer. One person may have several sides, and acts for one at a time.</summary>
/// <param name="Key">Names the side in tokens and forms, as in <c>partner:alpen-it</c>.</param>
/// <param name="Name">As people know it.</param>
/// <param name="Address">The person's mail address, as the side has it.</param>
/// <param name="Language">In which it reads, two letters.</param>
public abstract record Side(string Key, string Name, string Address, string Language);

/// <summary>A person of a partner.</summary>
/// <param name="Memberships">Those that name the person.</param>
public sealed record PartnerSide(string Partner, IReadOnlyList<Membership> Memberships, string Address)
    : Side(KeyOf(Partner), Memberships[0].Name, Address, Memberships[0].Language)
{
    /// <summary>The manufacturers whose membership names the person.</summary>
    public Reach Reach => Reach.To(Memberships.Select(membership => membership.Manufacturer));

    /// <summary>The key of a partner's side.</summary>
    public static string KeyOf(string partner) => $"partner:{partner}";
}

/// <summary>
/// A person of a manufacturer. Whoever one of its programs names as approver, owner or observer reads all that is the manufacturer's. On a deal acts
/// who is approver or owner of its program, and decides who is asked; memberships are changed by approvers and owners of any of its programs.
/// Nobody acts on a deal or membership of a partner that they belong to themselves.
/// </summary>
/// <param name="Programs">Those that name the person today.</param>
public sealed record ManufacturerSide(Manufacturer Manufacturer, IReadOnlyList<DealProgram> Programs, string Address)
    : Side(KeyOf(Manufacturer.Id), Manufacturer.Name, Address, PersonIn(Programs[0], Address)?.Language ?? Programs[0].Language)
{
    /// <summary>The key of a manufacturer's side.</summary>
    public static string KeyOf(string manufacturer) => $"manufacturer:{manufacturer}";

    /// <summary>The person of a program that has a mail address, or null.</summary>
    public static Person? PersonIn(DealProgram program, string address) =>
        program.People.InOrder.FirstOrDefault(person => string.Equals(person.Mail, address, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a program names a mail address: as a person's, or as an observer.</summary>
    public static bool IsNamedIn(DealProgram program, string address) => AddressIn(program, address) is not null;

    /// <summary>A mail address as a program has it, or null.</summary>
    public static string? AddressIn(DealProgram program, string address) => AddressesOf(program).FirstOrDefault(
        known => string.Equals(known, address, StringComparison.OrdinalIgnoreCase));

    /// <summary>The mail addresses that a program names.</summary>
    public static IEnumerable<string> AddressesOf(DealProgram program) => program.People.InOrder.Select(person => person.Mail).Concat(program.People.Observers);

    /// <summary>Whether the person is approver or owner of any program, and no mere observer.</summary>
    public bool IsActing => Programs.Any(program => PersonIn(program) is not null);

    /// <summary>Who this is in a program, or null where the program does not name the person, or only as an observer.</summary>
    public Person? PersonIn(DealProgram program) => program.Manufacturer.Id == Manufacturer.Id ? PersonIn(program, Address) : null;
}
