namespace DealFlow.Workflow.Partners;

/// <summary>Memberships of partners with manufacturers.</summary>
public interface IPartnerStore
{
    /// <summary>The membership of a partner with a manufacturer, an ended one too, or null.</summary>
    Task<Membership?> FindAsync(string manufacturer, string partner, CancellationToken cancellation);

    /// <summary>All memberships of a partner, ended ones too, by manufacturer.</summary>
    Task<IReadOnlyList<Membership>> OfPartnerAsync(string partner, CancellationToken cancellation);

    /// <summary>All memberships with a manufacturer, ended ones too, by partner. Costs a read of each: some hundreds, in one partition.</summary>
    Task<IReadOnlyList<Membership>> OfManufacturerAsync(string manufacturer, CancellationToken cancellation);

    /// <summary>All memberships that a mail address belongs to, ended ones too, by partner and manufacturer.</summary>
    Task<IReadOnlyList<Membership>> WithAddressAsync(string address, CancellationToken cancellation);

    /// <summary>
    /// Makes or replaces a membership on condition that the one stored has still the same <see cref="Membership.Revision"/> (0: there is none),
    /// and counts it up. False: somebody else has written meanwhile; read again.
    /// </summary>
    Task<bool> SaveAsync(Membership membership, CancellationToken cancellation);


    /// <summary>Memberships that owe something, of any manufacturer.</summary>
    Task<IReadOnlyList<Membership>> OwingAsync(CancellationToken cancellation);
}
