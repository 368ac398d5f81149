namespace DealFlow.Web.Mails;

/// <summary>What a mail says, before it is laid out: the HTML and the text are made of the same body, so they say the same.</summary>
/// <param name="Language">Two letters; the language of all texts.</param>
/// <param name="Subject">One line, of limited length.</param>
public sealed record MailBody(string Language, string Subject, string Heading, IReadOnlyList<MailBlock> Blocks, IReadOnlyList<string> SmallPrint)
{
    /// <summary>Who writes, as the reader knows them.</summary>
    public required string Sender { get; init; }

    /// <summary>What the reader may want in a calendar; null for nothing.</summary>
    public MailDeadline? Deadline { get; init; }
}

/// <summary>One piece of a mail.</summary>
public abstract record MailBlock
{
    private MailBlock() { }

    /// <summary>A heading inside the mail.</summary>
    public sealed record Section(string Title) : MailBlock;

    /// <summary>A paragraph.</summary>
    public sealed record Paragraph(string Text) : MailBlock;

    /// <summary>The table of facts.</summary>
    public sealed record Facts(IReadOnlyList<Fact> Rows) : MailBlock;

    /// <summary>What a person wrote, in its own lines.</summary>
    public sealed record Quote(string Label, string Text) : MailBlock;

    /// <summary>Links to press, one below the other.</summary>
    public sealed record Actions(IReadOnlyList<MailAction> Items) : MailBlock;

    /// <summary>One of several things of a kind: a deal of the daily mail, a candidate of the conflict report.</summary>
    public sealed record Entry(string Title, IReadOnlyList<string> Lines, MailAction? Action) : MailBlock;
}

/// <summary>A row of the table of facts.</summary>
public sealed record Fact(string Label, string Value);

/// <summary>A link to press. At most one of a mail's stands out.</summary>
public sealed record MailAction(string Label, string Url, bool StandsOut)
{
    /// <summary>Where it leads, short enough to be read: the address without its secret.</summary>
    public string Place => Uri.TryCreate(Url, UriKind.Absolute, out var uri) ? uri.Authority + uri.AbsolutePath : Url;
}
