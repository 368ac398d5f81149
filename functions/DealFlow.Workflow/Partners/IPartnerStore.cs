namespace DealFlow.Workflow.Partners;

/// <summary>Memberships of partners with manufacturers.</summary>
public interface IPartnerStore
{
    /// <summary>The membership of a partner with a manufacturer, or null.</summary>
    Task<Membership?> FindAsync(string manufacturer, string partner, CancellationToken cancellation);

    /// <summary>All memberships of a partner, by manufacturer.</summary>
    Task<IReadOnlyList<Membership>> OfPartnerAsync(string partner, CancellationToken cancellation);

    /// <summary>All memberships that a mail address belongs to, by partner and manufacturer.</summary>
    Task<IReadOnlyList<Membership>> WithAddressAsync(string address, CancellationToken cancellation);

    /// <summary>Makes or replaces a membership.</summary>
    Task SaveAsync(Membership membership, CancellationToken cancellation);
}

/// <summary>A partner as one manufacturer knows it. Another manufacturer's membership of the same partner is its own.</summary>
/// <param name="Language">Of mails, two letters.</param>
/// <param name="Mail">Where mails for the partner go.</param>
/// <param name="People">Mail addresses that may sign in for the partner, and so can never decide.</param>
/// <param name="VendorNumber">The partner's number in the manufacturer's books.</param>
/// <param name="Programs">The programs it takes part in.</param>
public sealed record Membership(
    string Manufacturer, string Partner, string Name, string Tier, string Language, string Mail, IReadOnlyList<string> People,
    string? VendorNumber, IReadOnlyList<string> Programs)
{
    /// <summary>Whether a mail address belongs to the partner.</summary>
    public bool Includes(string address) =>
        string.Equals(Mail, address, StringComparison.OrdinalIgnoreCase) || People.Contains(address, StringComparer.OrdinalIgnoreCase);
}
