using System.Globalization;
using System.Text;

namespace DealFlow.SampleTool;

/// <summary>
/// A small PDF 1.4 file: Helvetica from the fonts that every viewer has, in the Windows encoding, which covers German and the euro sign.
/// The same content gives the same bytes.
/// </summary>
internal static class PdfDocument
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(
        1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public static byte[] Of(string title, string author, string language, IReadOnlyList<PdfPage> pages)
    {
        var kids = string.Join(' ', pages.Select((_, i) => $"{6 + (2 * i)} 0 R"));
        List<string> objects =
        [
            $"<< /Type /Catalog /Pages 2 0 R /Lang ({language}) /ViewerPreferences << /DisplayDocTitle true >> >>",
            $"<< /Type /Pages /Kids [{kids}] /Count {pages.Count} /MediaBox [0 0 {PdfPage.Width} {PdfPage.Height}] "
                + "/Resources << /Font << /R 3 0 R /B 4 0 R >> >> >>",
            Font("Helvetica"),
            Font("Helvetica-Bold"),
            $"<< /Title {Unicode(title)} /Author {Unicode(author)} >>",
        ];
        for (var i = 0; i < pages.Count; i++)
        {
            objects.Add($"<< /Type /Page /Parent 2 0 R /Contents {7 + (2 * i)} 0 R >>");
            objects.Add($"<< /Length {Windows.GetByteCount(pages[i].Content)} >>\nstream\n{pages[i].Content}\nendstream");
        }

        return Write(objects);
    }

    private static string Font(string name) => $"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>";

    private static string Unicode(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private static byte[] Write(List<string> objects)
    {
        using var file = new MemoryStream();
        void Put(string text) => file.Write(Windows.GetBytes(text));

        Put("%PDF-1.4\n%ÄÖÜß\n");
        var offsets = new List<long>();
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(file.Position);
            Put(string.Create(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n"));
        }

        var table = file.Position;
        Put(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in offsets)
            Put(string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        Put(string.Create(
            CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{table}\n%%EOF\n"));
        return file.ToArray();
    }
}
