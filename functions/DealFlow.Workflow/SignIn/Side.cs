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

/// <summary>An approver or the owner of programs of a manufacturer.</summary>
/// <param name="Programs">Those that name the person today.</param>
public sealed record ManufacturerSide(Manufacturer Manufacturer, IReadOnlyList<DealProgram> Programs, string Address)
    : Side(KeyOf(Manufacturer.Id), Manufacturer.Name, Address, PersonIn(Programs[0], Address)?.Language ?? Programs[0].Language)
{
    /// <summary>The key of a manufacturer's side.</summary>
    public static string KeyOf(string manufacturer) => $"manufacturer:{manufacturer}";

    /// <summary>The person of a program that has a mail address, or null.</summary>
    public static Person? PersonIn(DealProgram program, string address) =>
        program.People.InOrder.FirstOrDefault(person => string.Equals(person.Mail, address, StringComparison.OrdinalIgnoreCase));

    /// <summary>Who this is in a program, or null where the program does not name the person.</summary>
    public Person? PersonIn(DealProgram program) => program.Manufacturer.Id == Manufacturer.Id ? PersonIn(program, Address) : null;
}
