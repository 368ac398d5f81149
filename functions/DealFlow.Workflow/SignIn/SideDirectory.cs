using System.Security.Cryptography;
using System.Text;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;

namespace DealFlow.Workflow.SignIn;

/// <summary>Who may sign in, by the memberships and programs as they are at this moment.</summary>
public sealed class SideDirectory(IPartnerStore partners, IProgramCatalog programs)
{
    /// <summary>
    /// All sides of a mail address: partners first, then manufacturers, each in the order of its id; with the address as it is written there.
    /// Empty for a stranger.
    /// </summary>
    public async Task<IReadOnlyList<Side>> OfAddressAsync(string address, CancellationToken cancellation)
    {
        var memberships = (await partners.WithAddressAsync(address, cancellation)).Where(membership => membership.Includes(address));
        var ofPartners = memberships.GroupBy(membership => membership.Partner, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(Side (group) => new PartnerSide(group.Key, [.. group], AddressesOf(group.First()).First(known => Same(known, address))));
        var ofManufacturers = programs.All.Where(program => ManufacturerSide.IsNamedIn(program, address))
            .GroupBy(program => program.Manufacturer.Id, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(Side (group) => new ManufacturerSide(group.First().Manufacturer, [.. group], ManufacturerSide.AddressIn(group.First(), address)!));
        return [.. ofPartners, .. ofManufacturers];
    }

    /// <summary>The side of this key of the person with this mark, or null where it is none of the person's any more.</summary>
    public async Task<Side?> FindAsync(string key, string mark, CancellationToken cancellation) =>
        key.Split(':') switch
        {
            ["partner", var partner] => await PartnerAsync(partner, mark, cancellation),
            ["manufacturer", var manufacturer] => Manufacturer(manufacturer, mark),
            _ => null,
        };

    /// <summary>What stands for a mail address in a token, so that no token carries an address.</summary>
    public static string MarkOf(string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant())).AsSpan(0, 16));

    private async Task<Side?> PartnerAsync(string partner, string mark, CancellationToken cancellation)
    {
        var memberships = await partners.OfPartnerAsync(partner, cancellation);
        var address = memberships.SelectMany(AddressesOf).FirstOrDefault(address => MarkOf(address) == mark);
        return address is null ? null : new PartnerSide(partner, [.. memberships.Where(membership => membership.Includes(address))], address);
    }

    private ManufacturerSide? Manufacturer(string manufacturer, string mark)
    {
        var own = programs.All.Where(program => program.Manufacturer.Id == manufacturer).ToList();
        var address = own.SelectMany(ManufacturerSide.AddressesOf).FirstOrDefault(address => MarkOf(address) == mark);
        return address is null
            ? null
            : new ManufacturerSide(own[0].Manufacturer, [.. own.Where(program => ManufacturerSide.IsNamedIn(program, address))], address);
    }

    private static IEnumerable<string> AddressesOf(Membership membership) => membership.People.Prepend(membership.Mail);

    private static bool Same(string known, string address) => string.Equals(known, address, StringComparison.OrdinalIgnoreCase);
}
