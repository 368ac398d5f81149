namespace DealFlow.Web.Pages.Inbox;

/// <summary>A chart with the numbers that it is drawn from.</summary>
/// <param name="Name">Stands in the address of the download.</param>
/// <param name="Figure">The number that matters most, in words.</param>
/// <param name="Text">What is counted.</param>
/// <param name="Columns">The headings of the table. The first column names the row.</param>
public sealed record Chart(string Name, string Title, string Figure, string Text, IReadOnlyList<string> Columns, IReadOnlyList<ChartRow> Rows)
{
    /// <summary>Whether it is drawn as upright columns, one for each row, instead of a bar in each row.</summary>
    public bool IsUpright { get; init; }

    /// <summary>What the two parts of a bar mean; none where bars have one part.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>The length that fills the drawing.</summary>
    public decimal Most => Rows.Count == 0 ? 0 : Rows.Max(row => row.Length + row.Further);
}

/// <summary>A row of numbers.</summary>
/// <param name="Cells">As the reader writes them.</param>
/// <param name="Raw">As a program reads them.</param>
/// <param name="Length">What is drawn; zero: nothing.</param>
public sealed record ChartRow(IReadOnlyList<string> Cells, IReadOnlyList<string> Raw, decimal Length)
{
    /// <summary>A second part of the bar.</summary>
    public decimal Further { get; init; }

    /// <summary>Where the name of the row leads to, or null.</summary>
    public string? Address { get; init; }
}
