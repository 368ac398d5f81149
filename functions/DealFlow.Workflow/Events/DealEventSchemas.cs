namespace DealFlow.Workflow.Events;

/// <summary>The JSON Schemas (draft 2020-12) of the data of the events, as their <c>dataschema</c> names them.</summary>
public static class DealEventSchemas
{
    /// <summary>The file names.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["dealflow.deal.approved.v1.json", "dealflow.deal.closed.v1.json", "dealflow.deal.invoiced.v1.json"];

    /// <summary>The schema of this file name, or null.</summary>
    public static string? Find(string name)
    {
        if (!Names.Contains(name))
            return null;
        using var reader = new StreamReader(typeof(DealEventSchemas).Assembly.GetManifestResourceStream("schemas/" + name)!);
        return reader.ReadToEnd();
    }
}
