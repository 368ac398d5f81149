using System.Collections.Immutable;
using DealFlow.Domain.Programs;
using NodaTime;

namespace DealFlow.Workflow.Partners;

/// <summary>
/// A partner as one manufacturer knows it. Another manufacturer's membership of the same partner is its own. One that has ended is kept: the
/// partner's registrations go on needing its name and address.
/// </summary>
/// <param name="Language">Of mails, two letters.</param>
/// <param name="Mail">Where mails for the partner go.</param>
/// <param name="People">Mail addresses that may sign in for the partner, and so can never decide.</param>
/// <param name="VendorNumber">The partner's number in the manufacturer's books.</param>
/// <param name="Programs">The programs it takes part in.</param>
public sealed record Membership(
    string Manufacturer, string Partner, string Name, string Tier, string Language, string Mail, IReadOnlyList<string> People,
    string? VendorNumber, IReadOnlyList<string> Programs)
{
    /// <summary>Counts the writes. The store does; 0 before the first.</summary>
    public int Revision { get; init; }

    /// <summary>When the manufacturer ended it; null while it lasts.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>What is still to be done in the world because of a change, in order.</summary>
    public ImmutableList<MembershipEffect> Owed { get; init; } = [];

    /// <summary>How many effects there have been: the ordinal of the next is one more.</summary>
    public int EffectCount { get; init; }

    /// <summary>Whether a mail address belongs to the partner.</summary>
    public bool Includes(string address) =>
        string.Equals(Mail, address, StringComparison.OrdinalIgnoreCase) || People.Contains(address, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the partner may register deals in a program.</summary>
    public bool TakesPartIn(string program) => EndedAt is null && Programs.Contains(program);

    /// <summary>
    /// As the manufacturer has written it now. The partner is invited to the programs that are new to it: all of them, where it was no member or
    /// is written to at another address.
    /// </summary>
    /// <param name="before">What was stored, or null.</param>
    public Membership Following(Membership? before, Instant now)
    {
        var next = this with { Revision = before?.Revision ?? 0, EffectCount = before?.EffectCount ?? 0, Owed = before?.Owed ?? [], EndedAt = null };
        var known = before is { EndedAt: null } && string.Equals(before.Mail, Mail, StringComparison.OrdinalIgnoreCase) ? before.Programs : [];
        IReadOnlyList<string> fresh = [.. Programs.Except(known)];
        return fresh.Count == 0 ? next : next.Owe(MembershipEffectKind.Invite, now, fresh);
    }

    /// <summary>Ended: its registrations have still to take note of it. The same when it has ended before.</summary>
    public Membership End(Instant now) =>
        EndedAt is not null ? this : (this with { EndedAt = now }).Owe(MembershipEffectKind.End, now, Programs);

    /// <summary>An effect is done.</summary>
    public Membership Without(MembershipEffect effect) => this with { Owed = Owed.RemoveAll(owed => owed.Ordinal == effect.Ordinal) };

    private Membership Owe(MembershipEffectKind kind, Instant at, IReadOnlyList<string> programs)
    {
        var ordinal = EffectCount + 1;
        return this with { EffectCount = ordinal, Owed = Owed.Add(new MembershipEffect(ordinal, kind, at, programs)) };
    }
}

/// <summary>
/// Something to be done in the world because of a change of a membership. It is written together with the change, so it is never lost, and its
/// mails are sent once by its ordinal.
/// </summary>
/// <param name="Ordinal">Counts the effects of one membership, from 1.</param>
/// <param name="At">When the change was made.</param>
/// <param name="Programs">The programs it is about.</param>
public sealed record MembershipEffect(int Ordinal, MembershipEffectKind Kind, Instant At, IReadOnlyList<string> Programs);

/// <summary>The kinds of effect of a membership.</summary>
public enum MembershipEffectKind
{
    /// <summary>Invite the partner to programs.</summary>
    Invite,

    /// <summary>The membership has ended: let every registration take note of it, then tell the partner and the manufacturer's persons.</summary>
    End,
}
