using NodaTime;

namespace DealFlow.Workflow.Partners;

/// <summary>
/// Where a manufacturer changes memberships: written on condition that nobody else has written meanwhile, together with what is then to be done,
/// which is done at once where it can be.
/// </summary>
public sealed class MembershipDesk(IPartnerStore partners, MembershipDelivery delivery, IClock clock)
{
    /// <summary>Makes a membership, changes it, or makes it anew after its end.</summary>
    public async Task<Membership> WriteAsync(Membership written, CancellationToken cancellation) =>
        (await ChangeAsync(written.Manufacturer, written.Partner, before => written.Following(before, clock.GetCurrentInstant()), cancellation))!;

    /// <summary>Ends a membership; one that has ended stays as it is. Null: there is none.</summary>
    public Task<Membership?> EndAsync(string manufacturer, string partner, CancellationToken cancellation) =>
        ChangeAsync(manufacturer, partner, before => before?.End(clock.GetCurrentInstant()), cancellation);

    private async Task<Membership?> ChangeAsync(
        string manufacturer, string partner, Func<Membership?, Membership?> change, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = await partners.FindAsync(manufacturer, partner, cancellation);
            if (change(before) is not { } after)
                return null;
            if (!ReferenceEquals(after, before) && !await partners.SaveAsync(after, cancellation))
                continue;
            await delivery.DeliverAsync(after, cancellation);
            return after;
        }
    }
}
