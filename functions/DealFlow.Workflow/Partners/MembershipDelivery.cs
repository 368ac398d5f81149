using DealFlow.Domain.Closing;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Registrations;
using Microsoft.Extensions.Logging;

namespace DealFlow.Workflow.Partners;

/// <summary>
/// Does what memberships owe: invitations, and the end of a membership, deal by deal. It can be broken off anywhere and begins anew then, because
/// a registration takes note of an end once, and a mail is sent once.
/// </summary>
public sealed class MembershipDelivery(
    IPartnerStore partners, IRegistrationStore store, DealDesk desk, MembershipMails mails, ILogger<MembershipDelivery> logger)
{
    private const int PageSize = 100;

    /// <summary>Does what any membership owes: what was broken off by a crash or has failed.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var membership in await partners.OwingAsync(cancellation))
            await DeliverAsync(membership, cancellation);
    }

    /// <summary>Does everything that a membership owes. What fails stays owed, and does not hold up the rest.</summary>
    public async Task DeliverAsync(Membership membership, CancellationToken cancellation)
    {
        foreach (var effect in membership.Owed)
        {
            try
            {
                await DeliverAsync(membership, effect, cancellation);
                await DoneAsync(membership, effect, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.MembershipFailed(logger, membership.Manufacturer, membership.Partner, effect.Kind.ToString(), e.GetType().Name);
            }
        }
    }

    private async Task DeliverAsync(Membership membership, MembershipEffect effect, CancellationToken cancellation)
    {
        if (effect.Kind is MembershipEffectKind.Invite)
            await mails.InviteAsync(membership, effect, cancellation);
        else
            await mails.TellOfEndAsync(membership, effect, await LetTakeNoteAsync(membership, effect, cancellation), cancellation);
    }

    /// <summary>Lets each registration take note of the end, and gives back those that have, the newest first.</summary>
    private async Task<IReadOnlyList<Registration>> LetTakeNoteAsync(Membership membership, MembershipEffect effect, CancellationToken cancellation)
    {
        var noted = new List<Registration>();
        for (string? cursor = null; ;)
        {
            var page = await store.ListAsync(
                new RegistrationQuery(membership.Partner, membership.Manufacturer, null, null, null, cursor, PageSize), cancellation);
            var after = await Task.WhenAll(page.Items.Select(deal => LetTakeNoteAsync(deal, membership, effect, cancellation)));
            noted.AddRange(after.Where(deal => deal.PartnerEndedAt == effect.At));
            if ((cursor = page.Next) is null)
                return noted;
        }
    }

    private async Task<Registration> LetTakeNoteAsync(
        Registration deal, Membership membership, MembershipEffect effect, CancellationToken cancellation)
    {
        // Where the partner is a member again, what it has registered since is none of this end's.
        var isOfThen = membership.EndedAt == effect.At || deal.ReceivedAt < effect.At;
        if (deal.HasEnded || !isOfThen)
            return deal;
        var result = await desk.HandleAsync(
            deal.Id,
            (current, context) => PartnerEnding.TakeNote(current, context with { Partner = context.Partner! with { EndedAt = effect.At } }),
            cancellation);
        return result is DeskResult.Done done ? done.Registration : deal;
    }

    private async Task DoneAsync(Membership membership, MembershipEffect effect, CancellationToken cancellation)
    {
        while (await partners.FindAsync(membership.Manufacturer, membership.Partner, cancellation) is { } stored
            && stored.Owed.Any(owed => owed.Ordinal == effect.Ordinal)
            && !await partners.SaveAsync(stored.Without(effect), cancellation))
            cancellation.ThrowIfCancellationRequested();
    }
}
