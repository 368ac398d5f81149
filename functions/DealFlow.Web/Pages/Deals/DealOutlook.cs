using DealFlow.Domain.Programs;
using DealFlow.Domain.Protection;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Reading;
using NodaTime;

namespace DealFlow.Web.Pages.Deals;

/// <summary>How a deal stands for its partner at this moment: in a word, what is expected next, and what time is running.</summary>
/// <param name="Possible">The words of what the partner can do now, see <see cref="DealForms.All"/>.</param>
/// <param name="Place">The place in line, where it waits for one.</param>
internal sealed record DealOutlook(PageReader Reader, Registration Deal, DealProgram Program, Instant Now, IReadOnlyCollection<string> Possible, int? Place)
{
    private const int ShortDays = 14;

    private ReaderTexts Texts => Reader.Texts;

    private ReaderFormat Format => Reader.Format;

    private string Manufacturer => Program.Manufacturer.Name;

    private bool IsInGrace => Deal is { Status: RegistrationStatus.Approved, Extension: not { IsPending: true }, Protection: { } window } && Now >= window.Until;

    public StandingPart Standing => new(
        Texts.Get(IsInGrace ? "State_grace" : "State_" + Words.Of(Deal.Status)),
        Deal.Status switch
        {
            RegistrationStatus.NeedsInformation => "act",
            RegistrationStatus.Approved => IsInGrace ? "act" : "good",
            RegistrationStatus.WonReported or RegistrationStatus.ClosedWon => "good",
            RegistrationStatus.Received or RegistrationStatus.PendingDecision or RegistrationStatus.Queued => "wait",
            _ => "over",
        });

    /// <summary>What is expected next, of whom.</summary>
    public NextStep Next => Deal.Status switch
    {
        RegistrationStatus.Received => Wait("Next_received", Decision is { } due ? Format.Due(due) : ""),
        RegistrationStatus.PendingDecision when Decision <= Now => Wait("Next_overdue", Manufacturer),
        RegistrationStatus.PendingDecision => Wait("Next_pendingDecision", Manufacturer, Decision is { } due ? Format.Due(due) : ""),
        RegistrationStatus.NeedsInformation => Yours(Texts.Get("Next_needsInformation", Manufacturer, Format.Due(Deal.Question!.AnswerDueAt)), "answer"),
        RegistrationStatus.Queued => Wait("Next_queued", Place is { } place ? Format.Number(place) : "–"),
        RegistrationStatus.Approved => Approved,
        RegistrationStatus.WonReported => Wait("Next_wonReported", Manufacturer),
        _ => new NextStep(Texts.Get("Next_" + Words.Of(Deal.Status)), false, Deal.Status is RegistrationStatus.ClosedWon ? [] : [new PageLink(Texts.Get("Deals_Register"), "/register")]),
    };

    /// <summary>The time that is running: how long the deal is protected, or until when an answer is promised or awaited.</summary>
    public IEnumerable<ClockPart> Clocks
    {
        get
        {
            if (Deal is { Status: RegistrationStatus.NeedsInformation, Question: { } question })
                yield return Clock("Clock_answer", question.AskedAt, question.AnswerDueAt);
            else if (Deal.Status.IsUndecided() && Decision is { } due)
                yield return Clock("Clock_decision", Deal.TurnAt, due);
            if (Deal is { Status: RegistrationStatus.Approved, Extension: { IsPending: true } extension })
                yield return Clock("Clock_extension", extension.RequestedAt, extension.LapsesAt);
            if (Deal is { Status: RegistrationStatus.Approved, Protection: { } window })
                yield return Now < window.Until ? Days("Clock_protection", window.From, window.Until, window.LastDay) : Clock("Clock_grace", window.Until, window.GraceUntil);
        }
    }

    private Instant? Decision => Intake.DecisionDueAt(Deal, Program);

    private NextStep Approved
    {
        get
        {
            var window = Deal.Protection!;
            if (Deal.Extension is { IsPending: true } extension)
                return Wait("Next_extension", Manufacturer, Format.Due(extension.LapsesAt));
            if (IsInGrace)
                return Yours(Texts.Get("Next_grace", Format.Day(window.LastDay), Format.Due(window.GraceUntil)), "won", "lost");
            if (DaysTo(window.LastDay) is <= ShortDays and var days)
                return Yours(Texts.Count(Possible.Contains("extension") ? "Next_short_extension" : "Next_short", days), "won", "extension");
            if (IsAskedForProgress)
                return Yours(Texts.Get("Next_progress", Manufacturer), "progress", "won");
            return new NextStep(Texts.Get("Next_approved", Format.Day(NextFollowUp)), false, Actions("won", "progress"));
        }
    }

    private bool IsAskedForProgress =>
        Deal.Timeline.FindLast(entry => entry.What == Happening.FollowedUp) is { } asked && (Deal.FollowUp.Progress is not { } progress || progress.At < asked.At);

    private Instant NextFollowUp =>
        new FollowUpSchedule(Deal.Decision!.At, Program.Terms.FollowUp.EveryWeeks, Program.Calendar.Zone).DueAt(Deal.FollowUp.Done + 1);

    private int DaysTo(LocalDate day) => Period.DaysBetween(Program.Calendar.DayOf(Now), day);

    private NextStep Wait(string text, params ReadOnlySpan<string> values) => new(Texts.Get(text, values), false, []);

    private NextStep Yours(string text, params string[] actions) => new(text, true, Actions(actions));

    private PageLink[] Actions(params string[] names) => [.. names.Where(Possible.Contains).Select(name => new PageLink(Texts.Get("Do_" + name), $"/deals/{Deal.Id}?do={name}#do-{name}"))];

    private ClockPart Clock(string label, Instant from, Instant until) => new(
        Texts.Get(label), until <= Now ? Texts.Get("Left_none") : Left(until - Now), Texts.Get("Left_until", Format.Due(until)), Percent(from, until), until - Now < Duration.FromDays(1));

    private ClockPart Days(string label, Instant from, Instant until, LocalDate lastDay)
    {
        var days = DaysTo(lastDay);
        return new ClockPart(
            Texts.Get(label), days == 0 ? Texts.Get("Left_today") : Texts.Count("Left_days", days), Texts.Get("Left_through", Format.Day(lastDay)), Percent(from, until), days <= ShortDays);
    }

    private string Left(Duration left) => left switch
    {
        { TotalHours: >= 48 } => Texts.Count("Left_days", (int)left.TotalDays),
        { TotalMinutes: >= 90 } => Texts.Count("Left_hours", (int)left.TotalHours),
        _ => Texts.Count("Left_minutes", Math.Max(1, (int)left.TotalMinutes)),
    };

    private int Percent(Instant from, Instant until) => until <= from ? 100 : (int)Math.Clamp((Now - from) / (until - from) * 100, 0, 100);
}
