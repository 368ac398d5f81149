using System.Globalization;
using System.Text;

namespace DealFlow.SampleTool;

/// <summary>What a viewer draws on one A4 page, in points from the lower left corner.</summary>
internal sealed class PdfPage
{
    public const double Width = 595;
    public const double Height = 842;

    private readonly StringBuilder _content = new();

    public string Content => _content.ToString();

    /// <summary>A line of text with its base line at <paramref name="y"/>.</summary>
    public PdfPage Text(double x, double y, double size, string text, bool bold = false, string colour = "0.13 0.16 0.22")
    {
        _content.Append(CultureInfo.InvariantCulture, $"BT /{(bold ? "B" : "R")} {size} Tf {colour} rg {x} {y} Td (");
        foreach (var character in text)
        {
            if (character is '(' or ')' or '\\')
                _content.Append('\\');
            _content.Append(character);
        }

        _content.Append(") Tj ET\n");
        return this;
    }

    /// <summary>An amount that ends at <paramref name="right"/>.</summary>
    public PdfPage TextRight(double right, double y, double size, string text) =>
        Text(Math.Round(right - Helvetica.WidthOf(text, size), 2), y, size, text);

    /// <summary>A filled rectangle.</summary>
    public PdfPage Fill(double x, double y, double width, double height, string colour)
    {
        _content.Append(CultureInfo.InvariantCulture, $"{colour} rg {x} {y} {width} {height} re f\n");
        return this;
    }
}

/// <summary>Widths in Helvetica of what stands in right-aligned columns: amounts with their currency.</summary>
internal static class Helvetica
{
    public static double WidthOf(string text, double size) => text.Sum(WidthOf) * size / 1000;

    private static int WidthOf(char character) => character switch
    {
        '.' or ',' or ' ' => 278,
        'E' or 'S' => 667,
        'U' or 'R' or 'D' => 722,
        >= '0' and <= '9' => 556,
        _ => throw new ArgumentOutOfRangeException(nameof(character), character, "The width of this character is not known."),
    };
}
