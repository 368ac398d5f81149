using System.Collections.Immutable;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Signals;
using NodaTime;

namespace DealFlow.Workflow.Mails;

/// <summary>Writes mails: what happened, and what to do now. In the reader's language, as HTML and as text that says the same.</summary>
public interface IMailComposer
{
    /// <summary>The mail for one effect on one deal.</summary>
    Task<MailContent> ComposeAsync(DealMail mail);

    /// <summary>The one mail of a day that gathers follow-ups and reminders of several deals for one person.</summary>
    Task<MailContent> ComposeAsync(DailyMail mail);

    /// <summary>The mail that invites a partner to programs.</summary>
    Task<MailContent> ComposeAsync(InvitationMail mail);

    /// <summary>The one mail to somebody on the end of a membership.</summary>
    Task<MailContent> ComposeAsync(MembershipEndMail mail);

    /// <summary>The mail with the link that signs in.</summary>
    Task<MailContent> ComposeAsync(SignInMail mail);
}

/// <summary>Everything that the mail for one effect may say.</summary>
/// <param name="Round">The effect's round: days of an expiry notice, number of a follow-up.</param>
/// <param name="PartnerName">The name of the partner that registered.</param>
/// <param name="Links">Absolute addresses; one that does not apply is null.</param>
/// <param name="QueuePosition">The place in line, from 1; null when it does not wait.</param>
public sealed record DealMail(
    EffectKind Kind, int Round, Registration Deal, DealProgram Program, string PartnerName, MailReader Reader, DealLinks Links,
    int? QueuePosition, Instant Now)
{
    /// <summary>The names of the partners whose registrations the conflict check found, by id.</summary>
    public IReadOnlyDictionary<string, string> OtherPartners { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The signals of the customer that this mail passes on.</summary>
    public SignalDigest Signals { get; init; } = SignalDigest.None;

    /// <summary>The news that this mail passes on.</summary>
    public IReadOnlyList<NewsItem> News { get; init; } = [];

    /// <summary>For the mail on a split: the registrations that were split off, as they stand.</summary>
    public IReadOnlyList<DealPart> SplitOff { get; init; } = [];
}

/// <summary>A part of a registration that was split.</summary>
/// <param name="QueuePosition">The place in line, from 1; null when it does not wait.</param>
public sealed record DealPart(Registration Deal, int? QueuePosition);

/// <summary>The daily mail of one person: follow-ups and reminders, each a deal of its own.</summary>
public sealed record DailyMail(DealProgram Program, MailReader Reader, LocalDate Day, IReadOnlyList<DealMail> Items);

/// <summary>An invitation to one program of a manufacturer or several.</summary>
/// <param name="Tier">The partner's.</param>
/// <param name="BaseUrl">What the addresses of pages begin with, without a slash at the end.</param>
public sealed record InvitationMail(IReadOnlyList<DealProgram> Programs, MailReader Reader, string Tier, string BaseUrl);

/// <summary>The end of a membership, for the partner or a person of the manufacturer.</summary>
/// <param name="Program">In whose name it is written.</param>
/// <param name="Deals">Those of the reader's that were open then, as they are now.</param>
/// <param name="BaseUrl">What the addresses of pages begin with, without a slash at the end.</param>
public sealed record MembershipEndMail(
    DealProgram Program, MailReader Reader, string PartnerName, IReadOnlyList<Registration> Deals, string BaseUrl);

/// <summary>The mail with the link that signs in, good for so many minutes.</summary>
public sealed record SignInMail(string Language, string Link, int Minutes);

/// <summary>Who reads a mail. Language: two letters.</summary>
public sealed record MailReader(string Name, string Address, string Language, ReaderRole Role);

/// <summary>On which side the reader stands.</summary>
public enum ReaderRole
{
    /// <summary>The partner.</summary>
    Partner,

    /// <summary>An approver or the owner.</summary>
    Approver,

    /// <summary>An observer: is told, decides nothing.</summary>
    Observer,
}

/// <summary>The absolute addresses that a mail may offer.</summary>
/// <param name="Decide">The decision page, also for extensions and wins; without a choice taken.</param>
/// <param name="Collateral">The files for the deal's products.</param>
/// <param name="Receipt">The page that verifies the receipt.</param>
/// <param name="Deal">The page on which the reader sees the deal, signed in, and does what there is to do.</param>
public sealed record DealLinks(string? Decide, string? Collateral, string? Receipt, string Deal);

/// <summary>A written mail.</summary>
public sealed record MailContent(string Subject, string Html, string Text)
{
    /// <summary>A deadline that the reader must keep, as a calendar file; null where there is none.</summary>
    public MailAttachment? Calendar { get; init; }
}

/// <summary>A text file that comes with a mail.</summary>
/// <param name="Name">The file's, fit for any file system.</param>
public sealed record MailAttachment(string Name, string ContentType, string Content);
