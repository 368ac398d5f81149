using DealFlow.Domain.Programs;

namespace DealFlow.Workflow.Collateral;

/// <summary>What the name of a file of sales material says, wherever it is kept.</summary>
public static class MaterialNames
{
    private static readonly Dictionary<string, (string Title, string German)> Known = new(StringComparer.Ordinal)
    {
        ["presentation"] = ("Presentation", "Präsentation"),
        ["price-list"] = ("Price list", "Preisliste"),
        ["brochure"] = ("Brochure", "Broschüre"),
    };

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = "application/pdf",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".zip"] = "application/zip",
    };

    /// <summary>The media type of a file, by its ending.</summary>
    public static string ContentTypeOf(string name) => ContentTypes.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream");

    /// <summary>What the file is called where it is offered: the product's title and the kind of file.</summary>
    public static string TitleOf(string name, DealProgram program, string product, string language)
    {
        var stem = Path.GetFileNameWithoutExtension(name);
        var kind = Known.TryGetValue(stem, out var known) ? language == "de" ? known.German : known.Title : stem;
        var title = program.Terms.Product(product)?.Title;
        return $"{title?.GetValueOrDefault(language) ?? title?.Values.FirstOrDefault() ?? product}: {kind}";
    }
}
