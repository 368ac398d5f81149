using System.Globalization;
using System.Text;

namespace DealFlow.Web.Mails;

/// <summary>Lays a mail out as plain text: lines of at most 78 columns, each address on a line of its own.</summary>
internal sealed class PlainTextWriter
{
    private const int Width = 78;
    private const int WidestLabel = 32;

    private readonly StringBuilder _text = new();

    public static string Write(MailBody body)
    {
        var writer = new PlainTextWriter();
        writer.Heading(body.Heading, '=');
        foreach (var block in body.Blocks)
            writer.Block(block);
        writer.Line(new string('-', 3));
        foreach (var line in body.SmallPrint)
            writer.Wrapped(line);
        return CleanText.Plain(writer._text.ToString());
    }

    private void Block(MailBlock block)
    {
        switch (block)
        {
            case MailBlock.Section section:
                Heading(section.Title, '-');
                return;
            case MailBlock.Paragraph paragraph:
                Wrapped(paragraph.Text);
                break;
            case MailBlock.Facts facts:
                Facts(facts.Rows);
                break;
            case MailBlock.Quote quote:
                Wrapped(quote.Label + ":");
                foreach (var line in quote.Text.Split('\n'))
                    Wrapped(line, "> ", "> ");
                break;
            case MailBlock.Actions actions:
                foreach (var action in actions.Items)
                    Action(action, "");
                break;
            case MailBlock.Entry entry:
                Wrapped(entry.Title, "* ", "  ");
                foreach (var line in entry.Lines)
                    Wrapped(line, "  ", "  ");
                if (entry.Action is { } link)
                    Action(link, "  ");
                break;
        }

        Line("");
    }

    private void Heading(string title, char underline)
    {
        Wrapped(title);
        Line(new string(underline, Math.Min(Width, title.Length)));
        Line("");
    }

    private void Facts(IReadOnlyList<Fact> rows)
    {
        var column = Math.Min(WidestLabel, rows.Max(row => row.Label.Length)) + 2;
        foreach (var row in rows)
        {
            var label = row.Label + ":";
            if (label.Length >= column)
            {
                Line(label);
                label = "";
            }

            Wrapped(row.Value, label.PadRight(column), new string(' ', column));
        }
    }

    private void Action(MailAction action, string indent)
    {
        Wrapped(action.Label + ":", indent, indent);
        Line(indent + action.Url);
    }

    private void Wrapped(string text, string first = "", string next = "")
    {
        var line = new StringBuilder(first);
        var start = first.Length;
        foreach (var word in text.Split(' ').SelectMany(word => Pieces(word, Width - next.Length)))
        {
            if (line.Length > start && line.Length + 1 + word.Length > Width)
            {
                Line(line.ToString());
                line.Clear().Append(next);
                start = next.Length;
            }

            if (line.Length > start)
                line.Append(' ');
            line.Append(word);
        }

        Line(line.ToString());
    }

    /// <summary>A word too long for a line, in pieces that fit; an address stays whole.</summary>
    private static List<string> Pieces(string word, int width)
    {
        if (word.Length <= width || word.Contains("://", StringComparison.Ordinal))
            return [word];
        List<string> pieces = [];
        for (int from = 0, end = 0; from < word.Length; from = end)
        {
            while (end < word.Length && end - from + StringInfo.GetNextTextElementLength(word, end) <= width)
                end += StringInfo.GetNextTextElementLength(word, end);
            if (end == from)
                end += StringInfo.GetNextTextElementLength(word, end);
            pieces.Add(word[from..end]);
        }

        return pieces;
    }

    private void Line(string line) => _text.Append(line.TrimEnd(' ')).Append('\n');
}
