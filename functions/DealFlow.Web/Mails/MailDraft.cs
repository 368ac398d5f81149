using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Mails;

namespace DealFlow.Web.Mails;

/// <summary>A mail in the making: adds piece after piece in the reader's language, and cleans everything that a person wrote.</summary>
internal sealed class MailDraft
{
    private readonly List<MailBlock> _blocks = [];
    private readonly List<string> _smallPrint = [];
    private MailDeadline? _deadline;
    private string _subject = "";
    private string _heading = "";

    public MailDraft(DealProgram program, MailReader reader)
    {
        Program = program;
        Reader = reader;
        Texts = ReaderTexts.OfMails(reader.Language);
        Format = new ReaderFormat(Texts.Language, program.Calendar.Zone);
    }

    public DealProgram Program { get; }

    public MailReader Reader { get; }

    public ReaderTexts Texts { get; }

    public ReaderFormat Format { get; }

    public string Manufacturer => CleanText.Line(Program.Manufacturer.Name);

    /// <summary>Subject, heading and greeting.</summary>
    public MailDraft Begin(string subject, string heading)
    {
        (_subject, _heading) = (subject, heading);
        return Add(new MailBlock.Paragraph(Reader.Role is ReaderRole.Approver && CleanText.Line(Reader.Name) is { Length: > 0 } name
            ? Texts.Get("Greeting_Person", name)
            : Texts.Get("Greeting_Anyone")));
    }

    public MailDraft Say(string key, params ReadOnlySpan<string> values) => Add(new MailBlock.Paragraph(Texts.Get(key, values)));

    public MailDraft SayCount(string key, int number, params ReadOnlySpan<string> values) =>
        Add(new MailBlock.Paragraph(Texts.Count(key, number, values)));

    public MailDraft Section(string key) => Add(new MailBlock.Section(Texts.Get(key)));

    /// <summary>The rows that have a value.</summary>
    public MailDraft Facts(params IEnumerable<Fact?> rows)
    {
        var given = rows.OfType<Fact>().ToList();
        return given.Count == 0 ? this : Add(new MailBlock.Facts(given));
    }

    /// <summary>A row; null when there is nothing to say.</summary>
    public Fact? Fact(string key, string? value) => CleanText.Line(value) is { Length: > 0 } line ? new Fact(Texts.Get("Fact_" + key), line) : null;

    /// <summary>What a person wrote; nothing when nothing was written.</summary>
    public MailDraft Quote(string labelKey, string? text, params ReadOnlySpan<string> values) =>
        CleanText.Lines(text) is { Length: > 0 } lines ? Add(new MailBlock.Quote(Texts.Get("Quote_" + labelKey, values), lines)) : this;

    public MailDraft Entry(string title, IReadOnlyList<string> lines, MailAction? action = null) =>
        Add(new MailBlock.Entry(CleanText.Line(title), [.. lines.Select(CleanText.Line)], action));

    /// <summary>The links that have an address.</summary>
    public MailDraft Actions(params IEnumerable<MailAction?> actions)
    {
        var given = actions.OfType<MailAction>().ToList();
        return given.Count == 0 ? this : Add(new MailBlock.Actions(given));
    }

    /// <summary>A link, or null when it has no address to lead to.</summary>
    public MailAction? Action(string key, string? url, bool standsOut = true) =>
        CleanText.Address(url) is { } address ? new MailAction(Texts.Get("Action_" + key), address, standsOut) : null;

    /// <summary>Brings a deadline along as a calendar file.</summary>
    public MailDraft Keep(MailDeadline deadline)
    {
        _deadline = deadline;
        return SmallPrint("Footer_Calendar");
    }

    public MailDraft SmallPrint(string key, params ReadOnlySpan<string> values)
    {
        _smallPrint.Add(Texts.Get(key, values));
        return this;
    }

    /// <summary>What stands below every mail, and the end.</summary>
    /// <param name="deal">The one that it is about; null for a mail on several or none.</param>
    /// <param name="programs">Ids of the programs that it is about, where they are others than the one it is written for.</param>
    public MailBody End(Registration? deal, string? programs = null)
    {
        if (deal is not null)
            SmallPrint("Footer_Deal", Manufacturer, Program.Id, deal.Id.Value);
        else
            SmallPrint("Footer_Program", Manufacturer, programs ?? Program.Id);
        SmallPrint("Footer_Zone", Program.Calendar.Zone.Id);
        SmallPrint("Footer_Automatic");
        return new MailBody(Texts.Language, CleanText.Subject(_subject), CleanText.Line(_heading), _blocks, _smallPrint)
        {
            Sender = Manufacturer,
            Deadline = _deadline,
        };
    }

    private MailDraft Add(MailBlock block)
    {
        _blocks.Add(block);
        return this;
    }
}
