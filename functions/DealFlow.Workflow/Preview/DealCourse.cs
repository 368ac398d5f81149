using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Mails;
using NodaTime;

namespace DealFlow.Workflow.Preview;

/// <summary>The way that a deal takes from some moment on when nobody does anything more.</summary>
public sealed class DealCourse
{
    private const int RemindersShown = 3;

    private readonly DealContext _context;
    private readonly List<PreviewLine> _lines = [];
    private readonly List<(Instant At, Effect Effect)> _daily = [];
    private Registration _deal;
    private Instant _now;

    private DealCourse(Registration deal, DealContext context) => (_deal, _context, _now) = (deal, context, context.Now);

    /// <summary>What comes, in order.</summary>
    public IReadOnlyList<PreviewLine> Lines => [.. _lines.OrderBy(line => line.At)];

    /// <summary>Whether the last reminders go on and on, until somebody answers.</summary>
    public bool GoesOn { get; private set; }

    internal static DealCourse Of(Registration deal, DealContext context)
    {
        var course = new DealCourse(deal, context);
        if (deal is { Status: RegistrationStatus.PendingDecision, Ask: { } ask })
            course._lines.Add(new PreviewLine(ask.DueAt, PreviewKind.Deadline, null, "The decision is promised to the partner by now."));
        course.TakeDown(deal.Timeline);
        course.Run();
        return course;
    }

    private DealProgram Program => _context.Program;

    private void Run()
    {
        for (var reminders = 0; NextAt() is { } next;)
        {
            _now = next;
            SendDailyMails();
            var before = _deal.Timeline.Count;
            _deal = Deadlines.Pass(_deal, _context with { Now = _now });
            var happened = _deal.Timeline.Skip(before).ToList();
            TakeDown(happened);
            if (happened.Count > 0)
                reminders = happened.All(entry => entry.What == Happening.Reminded) ? reminders + 1 : 0;
            GoesOn = reminders > RemindersShown;
            if (GoesOn)
                return;
        }
    }

    private Instant? NextAt() => _daily.Select(line => (Instant?)line.At).Append(Deadlines.Next(_deal, Program)).Min();

    private void SendDailyMails()
    {
        foreach (var (at, effect) in _daily.Where(line => line.At <= _now && DailyMails.IsNeeded(_deal, line.Effect)))
            Add(at, PreviewKind.DailyMail, effect);
        _daily.RemoveAll(line => line.At <= _now);
    }

    /// <summary>Takes down what has just happened, and what is owed for it.</summary>
    private void TakeDown(IEnumerable<TimelineEntry> happened)
    {
        foreach (var entry in happened)
            if (entry.What is Happening.Approved)
                AddChange($"{ByOf(entry)}Approved, protected through {_deal.Protection!.LastDay:uuuu-MM-dd}.");
            else if (entry.What is Happening.GraceStarted or Happening.Expired or Happening.Incomplete)
                AddChange(entry.Text);
        foreach (var effect in _deal.Owed)
            if (EffectDelivery.IsForDailyMail(effect, Program))
                _daily.Add((Program.Calendar.MorningAtOrAfter(_now), effect));
            else if (effect.To != Audience.Queue)
                Add(_now, effect.To == Audience.Finance ? PreviewKind.Event : PreviewKind.Mail, effect);
        _deal = _deal with { Owed = [] };
    }

    private static string ByOf(TimelineEntry entry) => entry.Rule is { } rule ? $"By the rule {rule}: " : "";

    private void AddChange(string text) => _lines.Add(new PreviewLine(_now, PreviewKind.Change, null, text));

    private void Add(Instant at, PreviewKind kind, Effect effect)
    {
        foreach (var reader in ReadersOf(effect))
            _lines.Add(new PreviewLine(at, kind, reader, PreviewTexts.Of(effect)));
    }

    private IEnumerable<string> ReadersOf(Effect effect) => effect.To switch
    {
        Audience.Observers => Program.People.Observers,
        _ when Audience.PersonOf(effect.To) is { } id => Program.People.Find(id) is { } person ? [person.Name] : [],
        _ => [effect.To],
    };
}
