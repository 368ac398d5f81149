using DealFlow.Domain.Registrations;
using DealFlow.Web.Mails;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Signals;
using NodaTime;

namespace DealFlow.Web.Tests.Mails;

/// <summary>Every mail there is, by name, written for a reader of any language.</summary>
internal static class SampleMails
{
    private const string BaseUrl = "https://deals.contoso.example";

    public const string DecideLink = "https://deals.contoso.example/decide?t=k1.ZGVjaWRl.c2ln";

    private static readonly Dictionary<string, Func<string, DealMail>> All = new(StringComparer.Ordinal)
    {
        ["Receipt"] = To(ReaderRole.Partner, EffectKind.Receipt, SampleDeals.Received),
        ["Receipt-split"] = To(ReaderRole.Partner, EffectKind.Receipt, SampleDeals.Received with { SplitInto = [RegistrationId.Parse("DR-0000-0007")] }),
        ["Split"] = Split(SampleDeals.Split, 2),
        ["Split-turnedDown"] = Split(SampleDeals.SplitAndTurnedDown, null),
        ["Queued"] = To(ReaderRole.Partner, EffectKind.Queued, SampleDeals.PendingWithCandidates with { Ask = null }, queuePosition: 2),
        ["QueueMoved"] = To(ReaderRole.Partner, EffectKind.QueueMoved, SampleDeals.Split.SplitOff[0], queuePosition: 1),
        ["AskDecision-split"] = To(ReaderRole.Approver, EffectKind.AskDecision, SampleDeals.Split.Deal),
        ["MovedUp"] = To(ReaderRole.Partner, EffectKind.MovedUp, SampleDeals.Received with { TurnAt = SampleDeals.Days(30) }),
        ["HolderWon"] = To(ReaderRole.Partner, EffectKind.HolderWon, SampleDeals.PendingWithCandidates with { TurnAt = SampleDeals.Days(30) }),
        ["AskDecision"] = To(ReaderRole.Approver, EffectKind.AskDecision, SampleDeals.PendingWithCandidates),
        ["AskDecision-noConflict"] = To(ReaderRole.Approver, EffectKind.AskDecision, SampleDeals.Pending),
        ["AskDecision-answered"] = To(ReaderRole.Approver, EffectKind.AskDecision, SampleDeals.Answered),
        ["AskDecision-notChecked"] = To(ReaderRole.Approver, EffectKind.AskDecision,
            SampleDeals.Pending with { Conflict = Domain.Conflicts.ConflictReport.CouldNotCheck }),
        ["RemindDecision"] = To(ReaderRole.Approver, EffectKind.RemindDecision, SampleDeals.Later(SampleDeals.Pending, SampleDeals.Days(4)), days: 4),
        ["QuestionAsked"] = To(ReaderRole.Partner, EffectKind.QuestionAsked, SampleDeals.Questioned),
        ["Approved"] = To(ReaderRole.Partner, EffectKind.Approved, SampleDeals.Approved),
        ["Approved-signals"] = language => To(ReaderRole.Partner, EffectKind.Approved, SampleDeals.Approved)(language) with { Signals = Signals },
        ["Approved-byRule"] = To(ReaderRole.Partner, EffectKind.Approved,
            SampleDeals.Approved with { Incentives = [], Decision = SampleDeals.Approved.Decision! with { By = null, Rule = "gold-small" } }),
        ["Approved-observer"] = To(ReaderRole.Observer, EffectKind.Approved, SampleDeals.Approved),
        ["Rejected"] = To(ReaderRole.Partner, EffectKind.Rejected, SampleDeals.Rejected),
        ["Rejected-byRule"] = To(ReaderRole.Partner, EffectKind.Rejected, SampleDeals.Rejected with
        {
            Decision = SampleDeals.Rejected.Decision! with { By = null, Rule = "certain-conflict", Reason = "This customer is already registered." },
        }),
        ["Incomplete"] = To(ReaderRole.Partner, EffectKind.Incomplete, SampleDeals.Later(SampleDeals.Questioned, SampleDeals.Days(20))),
        ["Withdrawn"] = To(ReaderRole.Partner, EffectKind.Withdrawn, SampleDeals.Withdrawn),
        ["Withdrawn-approver"] = To(ReaderRole.Approver, EffectKind.Withdrawn, SampleDeals.Withdrawn),
        ["FollowUp"] = To(ReaderRole.Approver, EffectKind.FollowUp, SampleDeals.WithProgress, round: 1),
        ["FollowUp-noProgress"] = To(ReaderRole.Approver, EffectKind.FollowUp, SampleDeals.Approved, round: 1),
        ["AskProgress"] = To(ReaderRole.Partner, EffectKind.AskProgress, SampleDeals.WithProgress, round: 1),
        ["HelpWanted"] = To(ReaderRole.Approver, EffectKind.HelpWanted, SampleDeals.WithProgress),
        ["ExpiryNotice"] = To(ReaderRole.Partner, EffectKind.ExpiryNotice, SampleDeals.Approved, round: 14, days: 77),
        ["ExpiryNotice-tomorrow"] = To(ReaderRole.Partner, EffectKind.ExpiryNotice, SampleDeals.ExtensionGranted, round: 1, days: 150),
        ["GraceStarted"] = To(ReaderRole.Partner, EffectKind.GraceStarted, SampleDeals.Approved, days: 92),
        ["Expired"] = To(ReaderRole.Partner, EffectKind.Expired, SampleDeals.Later(SampleDeals.Approved, SampleDeals.Days(100))),
        ["Expired-approver"] = To(ReaderRole.Approver, EffectKind.Expired, SampleDeals.Later(SampleDeals.Approved, SampleDeals.Days(100))),
        ["AskExtension"] = To(ReaderRole.Approver, EffectKind.AskExtension, SampleDeals.ExtensionRequested, days: 80),
        ["RemindExtension"] = To(ReaderRole.Approver, EffectKind.RemindExtension, SampleDeals.ExtensionRequested, days: 90),
        ["ExtensionGranted"] = To(ReaderRole.Partner, EffectKind.ExtensionGranted, SampleDeals.ExtensionGranted, days: 81),
        ["ExtensionRefused"] = To(ReaderRole.Partner, EffectKind.ExtensionRefused, SampleDeals.ExtensionRefused, days: 81),
        ["ExtensionRefused-ended"] = To(ReaderRole.Partner, EffectKind.ExtensionRefused,
            SampleDeals.Do(SampleDeals.ExtensionRequested, new DealCommand.Refuse(SampleDeals.Anna, null), SampleDeals.Days(95)), days: 95),
        ["AskConfirmation"] = To(ReaderRole.Approver, EffectKind.AskConfirmation, SampleDeals.WonReported, days: 70),
        ["RemindConfirmation"] = To(ReaderRole.Approver, EffectKind.RemindConfirmation, SampleDeals.WonReported, days: 75),
        ["WinConfirmed"] = To(ReaderRole.Partner, EffectKind.WinConfirmed, SampleDeals.Won, days: 71),
        ["WinConfirmed-observer"] = To(ReaderRole.Observer, EffectKind.WinConfirmed, SampleDeals.Won, days: 71),
        ["WinDisputed"] = To(ReaderRole.Partner, EffectKind.WinDisputed, SampleDeals.Disputed, days: 71),
        ["Lost"] = To(ReaderRole.Partner, EffectKind.Lost, SampleDeals.Lost, days: 60),
        ["Lost-byManufacturer"] = To(ReaderRole.Partner, EffectKind.Lost,
            SampleDeals.Lost with { Closing = SampleDeals.Lost.Closing! with { ReportedBy = "system:contoso", Comment = null } }, days: 60),
        ["Lost-approver"] = To(ReaderRole.Approver, EffectKind.Lost, SampleDeals.Lost, days: 60),
        ["Revoked"] = To(ReaderRole.Partner, EffectKind.Revoked, SampleDeals.Revoked, days: 20),
    };

    private static readonly Dictionary<string, Func<string, DailyMail>> Days = new(StringComparer.Ordinal)
    {
        ["Daily-approver"] = language => Daily(language, ReaderRole.Approver,
            "RemindDecision", "FollowUp", "AskDecision-noConflict", "RemindConfirmation", "RemindExtension", "FollowUp-noProgress"),
        ["Daily-partner"] = language => Daily(language, ReaderRole.Partner, "AskProgress", "QueueMoved"),
        ["Daily-partner-enclosures"] = language =>
        {
            var daily = Daily(language, ReaderRole.Partner, "AskProgress");
            var item = daily.Items[0];
            var other = item.Deal with { Id = RegistrationId.Parse("DR-0000-0042") };
            return daily with
            {
                Items =
                [
                    item, item with { Kind = EffectKind.News, News = [News(language, 1), News(language, 2)] },
                    item with { Kind = EffectKind.News, News = [News(language, 1)], Deal = other },
                    item with { Kind = EffectKind.Signals, Signals = new SignalDigest(10_000, Signals.Newest) },
                    item with { Kind = EffectKind.Signals, Signals = new SignalDigest(1, [Signals.Newest[0]]), Deal = other },
                ],
            };
        },
    };

    private static SignalDigest Signals => new(2,
    [
        new Signal(SignalKind.Download, "Firewall <comparison>", "https://contoso.example/files/comparison.pdf?a=1&b=2", SampleDeals.Days(-1), "opt-in"),
        new Signal(SignalKind.Event, "Contoso Summit", null, SampleDeals.Days(-20), "opt-in"),
    ]);

    private static readonly Dictionary<string, Func<MailComposer, string, Task<MailContent>>> Members = new(StringComparer.Ordinal)
    {
        ["Invitation"] = (composer, language) => composer.ComposeAsync(
            new InvitationMail([SampleProgram.Contoso], Reader(ReaderRole.Partner, language), "gold", BaseUrl)),
        ["Invitation-two"] = (composer, language) => composer.ComposeAsync(new InvitationMail(
            [SampleProgram.Contoso, SampleProgram.Contoso with { Id = "contoso-cloud" }], Reader(ReaderRole.Partner, language), "silver", BaseUrl)),
        ["MembershipEnded"] = (composer, language) => composer.ComposeAsync(Ended(
            ReaderRole.Partner, language, SampleDeals.Approved, SampleDeals.Withdrawn, SampleDeals.WonReported, SampleDeals.Revoked, SampleDeals.Withdrawn)),
        ["MembershipEnded-noDeals"] = (composer, language) => composer.ComposeAsync(Ended(ReaderRole.Partner, language)),
        ["SignIn"] = (composer, language) => composer.ComposeAsync(new SignInMail(language, BaseUrl + "/signin?t=k1.c2lnbg.c2ln", 15)),
        ["MembershipEnded-approver"] = (composer, language) => composer.ComposeAsync(Ended(
            ReaderRole.Approver, language, SampleDeals.Withdrawn, SampleDeals.Approved)),
    };

    public static IEnumerable<string> DealMails => All.Keys;

    public static IEnumerable<string> Names => All.Keys.Concat(Days.Keys).Concat(Members.Keys);

    public static DealMail Mail(string name, string language) => All[name](language);

    public static Task<MailContent> ComposeAsync(MailComposer composer, string name, string language) =>
        Members.TryGetValue(name, out var member) ? member(composer, language)
        : Days.TryGetValue(name, out var daily) ? composer.ComposeAsync(daily(language)) : composer.ComposeAsync(Mail(name, language));

    public static MembershipEndMail Ended(ReaderRole role, string language, params Registration[] deals) =>
        new(SampleProgram.Contoso, Reader(role, language), "Alpen IT Systeme GmbH", deals, BaseUrl);

    private static NewsItem News(string language, int number) => new(
        "firewall", language, new LocalDate(2026, 7, 27).PlusDays(number), language == "de" ? $"Neuigkeit {number}" : $"News {number}",
        language == "de" ? "Erste Zeile.\n\nZweite <b>Zeile</b>." : "First line.\n\nSecond <b>line</b>.");

    private static DailyMail Daily(string language, ReaderRole role, params string[] items) => new(
        SampleProgram.Contoso, Reader(role, language), new LocalDate(2026, 8, 3), [.. items.Select(name => Mail(name, language))]);

    private static Func<string, DealMail> Split(SplitDeal split, int? queuePosition) => language =>
        To(ReaderRole.Partner, EffectKind.Split, split.Deal)(language) with { SplitOff = [new DealPart(split.SplitOff[0], queuePosition)] };

    private static Func<string, DealMail> To(
        ReaderRole role, EffectKind kind, Registration deal, int round = 0, int days = 0, int? queuePosition = null) =>
        language => new DealMail(
            kind, round, deal, SampleProgram.Contoso, "Alpen IT Systeme GmbH", Reader(role, language), Links(role, kind, deal), queuePosition,
            SampleDeals.Days(days));

    private static MailReader Reader(ReaderRole role, string language) => role switch
    {
        ReaderRole.Partner => new("Alpen IT Systeme GmbH", "deals@alpen-it.example", language, role),
        ReaderRole.Approver => new("Anna Keller", "anna.keller@contoso.example", language, role),
        _ => new("ops@contoso.example", "ops@contoso.example", language, role),
    };

    private static DealLinks Links(ReaderRole role, EffectKind kind, Registration deal) => new(
        role is ReaderRole.Approver && (kind.ToString().StartsWith("Ask", StringComparison.Ordinal) || kind.ToString().StartsWith("Remind", StringComparison.Ordinal))
            ? DecideLink
            : null,
        role is ReaderRole.Partner && kind is EffectKind.Approved ? "https://deals.contoso.example/collateral?t=k1.Y29sbA.c2ln" : null,
        kind is EffectKind.Receipt ? "https://deals.contoso.example/receipt?t=k1.cmVj.c2ln" : null,
        $"https://deals.contoso.example/{(role is ReaderRole.Partner ? "deals" : "inbox")}/{deal.Id}");
}
