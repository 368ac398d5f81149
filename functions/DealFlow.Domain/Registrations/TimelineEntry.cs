using NodaTime;

namespace DealFlow.Domain.Registrations;

/// <summary>One line of the audit log. The text is English and generic: a partner may read it.</summary>
/// <param name="What">A word of <see cref="Happening"/>.</param>
/// <param name="Rule">The rule of the program that decided, or null.</param>
public sealed record TimelineEntry(Instant At, string By, string What, string? Rule, string Text);

/// <summary>The closed list of what can happen to a registration.</summary>
public static class Happening
{
#pragma warning disable CS1591 // each word says what it means
    public const string Received = "received";
    public const string Checked = "checked";
    public const string Queued = "queued";
    public const string MovedUp = "movedUp";
    public const string HolderWon = "holderWon";
    public const string Asked = "asked";
    public const string Reminded = "reminded";
    public const string Escalated = "escalated";
    public const string InformationRequested = "informationRequested";
    public const string Answered = "answered";
    public const string Approved = "approved";
    public const string Rejected = "rejected";
    public const string Incomplete = "incomplete";
    public const string Withdrawn = "withdrawn";
    public const string Progress = "progress";
    public const string HelpWanted = "helpWanted";
    public const string FollowedUp = "followedUp";
    public const string ExpiryNoticed = "expiryNoticed";
    public const string ExtensionRequested = "extensionRequested";
    public const string ExtensionGranted = "extensionGranted";
    public const string ExtensionRefused = "extensionRefused";
    public const string GraceStarted = "graceStarted";
    public const string Expired = "expired";
    public const string WinReported = "winReported";
    public const string WinConfirmed = "winConfirmed";
    public const string WinDisputed = "winDisputed";
    public const string Lost = "lost";
    public const string Revoked = "revoked";
    public const string Invoiced = "invoiced";
    public const string DeliveryFailed = "deliveryFailed";
    public const string Delegated = "delegated";
    public const string PartnerEnded = "partnerEnded";
    public const string ContactErased = "contactErased";
    public const string Split = "split";
    public const string QueueMoved = "queueMoved";
    public const string AliasConfirmed = "aliasConfirmed";
    public const string AliasUndone = "aliasUndone";
    public const string StoreUnreachable = "storeUnreachable";
#pragma warning restore CS1591

    /// <summary>All words, for the OpenAPI document.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Received, Checked, Queued, MovedUp, HolderWon, Asked, Reminded, Escalated, InformationRequested, Answered, Approved, Rejected, Incomplete,
        Withdrawn, Progress, HelpWanted, FollowedUp, ExpiryNoticed, ExtensionRequested, ExtensionGranted, ExtensionRefused, GraceStarted, Expired,
        WinReported, WinConfirmed, WinDisputed, Lost, Revoked, Invoiced, DeliveryFailed, Delegated, PartnerEnded, ContactErased,
        Split, QueueMoved, AliasConfirmed, AliasUndone, StoreUnreachable,
    ];
}

/// <summary>Who did something.</summary>
public sealed record Actor(ActorKind Kind, string Id)
{
    /// <summary>The person of the manufacturer, by id, who acts for it; null for its system. The timeline names the person.</summary>
    public string? Person { get; init; }

    /// <summary>A person who acts for a manufacturer.</summary>
    public static Actor For(string manufacturer, string person) => new(ActorKind.Manufacturer, manufacturer) { Person = person };

    /// <summary>The passing of time.</summary>
    public static Actor Clock { get; } = new(ActorKind.Clock, "");

    /// <summary>A rule of the program.</summary>
    public static Actor Rule(string name) => new(ActorKind.Rule, name);

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ActorKind.Partner => $"partner:{Id}",
        ActorKind.Approver => $"approver:{Id}",
        ActorKind.Manufacturer => Person is null ? $"system:{Id}" : $"approver:{Person}",
        ActorKind.Rule => $"rule:{Id}",
        _ => "clock",
    };
}

/// <summary>The kinds of actor.</summary>
public enum ActorKind
{
    /// <summary>A partner, by key or session.</summary>
    Partner,

    /// <summary>A person of the manufacturer, by a link.</summary>
    Approver,

    /// <summary>A manufacturer: its system by key, or a person of it who has signed in.</summary>
    Manufacturer,

    /// <summary>A rule of the program.</summary>
    Rule,

    /// <summary>The passing of time.</summary>
    Clock,
}
