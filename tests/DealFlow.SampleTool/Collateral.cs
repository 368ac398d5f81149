using System.Globalization;
using DealFlow.Domain.Programs;

namespace DealFlow.SampleTool;

/// <summary>The three documents of a product in one language.</summary>
internal sealed class Collateral(DealProgram program, Product product, string language)
{
    private const double Left = 60;
    private const double Right = PdfPage.Width - 60;

    private readonly Words _words = Texts.WordsOf(language);
    private readonly ProductText _text = Texts.ProductOf(program.Id, product.Id, language);
    private readonly string _accent = program.Manufacturer.Id is "contoso" ? "0.06 0.36 0.55" : "0.42 0.20 0.44";

    /// <summary>The documents by file name.</summary>
    public IReadOnlyDictionary<string, byte[]> Documents => new Dictionary<string, byte[]>
    {
        ["presentation.pdf"] = Document(_words.Presentation, [Cover(), Benefits(_words.Presentation)]),
        ["price-list.pdf"] = Document(_words.PriceList, [Prices()]),
        ["brochure.pdf"] = Document(_words.Brochure, [Benefits(_words.Brochure)]),
    };

    private string Name => product.Title[language];

    private byte[] Document(string kind, IReadOnlyList<PdfPage> pages) => PdfDocument.Of($"{Name}: {kind}", program.Manufacturer.Name, language, pages);

    private PdfPage Cover() => new PdfPage()
        .Fill(0, 0, PdfPage.Width, PdfPage.Height, _accent)
        .Text(Left, 720, 16, program.Manufacturer.Name, bold: true, colour: "1 1 1")
        .Text(Left, 480, 34, Name, bold: true, colour: "1 1 1")
        .Text(Left, 445, 15, _text.Claim, colour: "1 1 1")
        .Text(Left, 400, 12, _words.Presentation, colour: "1 1 1")
        .Text(Left, 40, 8, _words.Sample, colour: "1 1 1");

    private PdfPage Benefits(string kind)
    {
        var page = Headed(kind).Text(Left, 660, 14, _text.Claim).Text(Left, 610, 13, _words.WhatItDoes, bold: true);
        var y = Bullets(page, _text.Benefits, 584);
        page.Text(Left, y - 20, 13, _words.NextSteps, bold: true);
        y = Bullets(page, _words.Steps, y - 46);
        return page.Text(Left, y - 20, 11, _words.Contact);
    }

    private PdfPage Prices()
    {
        var page = Headed(_words.PriceList)
            .Fill(Left - 8, 642, Right - Left + 16, 24, "0.90 0.92 0.95")
            .Text(Left, 650, 11, _words.Item, bold: true)
            .Text(330, 650, 11, _words.Number, bold: true)
            .Text(Right - (language is "de" ? 58.7 : 48.9), 650, 11, _words.ListPrice, bold: true);
        var y = 622.0;
        foreach (var ((name, price), number) in _text.Prices.Select((entry, i) => (entry, i + 1)))
        {
            page.Text(Left, y, 11, name)
                .Text(330, y, 11, string.Create(CultureInfo.InvariantCulture, $"{product.Id.ToUpperInvariant()}-{number * 100}"))
                .TextRight(Right, y, 11, Amount(price))
                .Fill(Left - 8, y - 9, Right - Left + 16, 0.5, "0.80 0.83 0.87");
            y -= 26;
        }

        return page.Text(Left, y - 14, 9, _words.PriceNote);
    }

    private PdfPage Headed(string kind) => new PdfPage()
        .Fill(0, 752, PdfPage.Width, 90, _accent)
        .Text(Left, 805, 11, program.Manufacturer.Name, bold: true, colour: "1 1 1")
        .Text(Left, 774, 22, Name, bold: true, colour: "1 1 1")
        .Text(Left, 706, 18, kind, bold: true)
        .Text(Left, 40, 8, _words.Sample);

    private static double Bullets(PdfPage page, IReadOnlyList<string> lines, double y)
    {
        foreach (var line in lines)
        {
            page.Text(Left, y, 11, "•").Text(Left + 14, y, 11, line);
            y -= 20;
        }

        return y;
    }

    private string Amount(decimal price)
    {
        var number = price.ToString("N2", language is "de" ? German : CultureInfo.InvariantCulture.NumberFormat);
        return $"{number} {program.Terms.Currencies[0].Code}";
    }

    private static NumberFormatInfo German { get; } = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
}
