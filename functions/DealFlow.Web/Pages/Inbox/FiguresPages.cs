using System.Globalization;
using DealFlow.Domain.Programs;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages.Deals;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.SignIn;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>The figures of a manufacturer's pipeline, each as a chart, a table and a file. Whoever has signed in for the manufacturer reads them.</summary>
internal sealed class FiguresPages(
    IPipelineStore pipeline, IRegistrationStore store, IProgramCatalog programs, IPartnerStore partners, PageRenderer pages, IClock clock)
{
    private const int MostExpiringNamed = 50;
    private static readonly int[] Spans = [13, 26, 52];

    public async Task<IResult> ShowAsync(HttpContext context, Caller caller)
    {
        var (charts, filter, reader) = await ReckonAsync(context, caller);
        return await pages.PageAsync<FiguresPage>(new FiguresView(reader, filter.Fields(reader, OwnOf(caller)), filter.Query, charts));
    }

    /// <summary>The numbers of one chart as a file.</summary>
    public async Task<IResult> DownloadAsync(HttpContext context, Caller caller)
    {
        var name = context.Request.RouteValues["name"] as string ?? "";
        if (!FigureCharts.Names.Contains(name))
            return Problem.NotFound;
        var (charts, _, reader) = await ReckonAsync(context, caller);
        var chart = charts.Single(chart => chart.Name == name);
        return new CsvFile(
            $"dealflow-{name}.csv", reader.Texts.Get("Figures_Raw_" + name).Split('|'), [.. chart.Rows.Select(row => row.Raw)]);
    }

    private async Task<(IReadOnlyList<Chart> Charts, FiguresFilter Filter, PageReader Reader)> ReckonAsync(HttpContext context, Caller caller)
    {
        var (own, manufacturer, now) = (OwnOf(caller), caller.Manufacturer!, clock.GetCurrentInstant());
        var filter = FiguresFilter.Of(context, own, Spans);
        var zone = (own.Find(program => program.Id == filter.Program) ?? own.FirstOrDefault())?.Calendar.Zone ?? DateTimeZone.Utc;
        var since = PipelineReckoning.SinceOf(filter.Weeks, now, zone);
        var entries = await pipeline.EntriesAsync(manufacturer, zone.AtStartOfDay(since).ToInstant(), context.RequestAborted);
        if (filter.Program is { } only)
            entries = [.. entries.Where(entry => entry.Program == only)];
        var figures = new PipelineReckoning(entries, programs.Find, now, zone).Since(since);
        var names = await new PartnerNames(partners).OfAsync(manufacturer, figures.Partners.Select(figure => figure.Partner), context.RequestAborted);
        var reader = PageReader.Of(caller.Visitor!, zone);
        return (new FigureCharts(reader, figures, names, await CustomersAsync(figures.Expiring, context.RequestAborted)).All(), filter, reader);
    }

    /// <summary>The customers of what expires first: figures know no names.</summary>
    private async Task<Dictionary<string, string>> CustomersAsync(IReadOnlyList<PipelineEntry> expiring, CancellationToken cancellation)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in expiring.Take(MostExpiringNamed))
            if (await store.FindAsync(entry.Id, cancellation) is { Registration: var deal })
                names[entry.Id.Value] = deal.Lead.Customer.Name;
        return names;
    }

    private List<DealProgram> OwnOf(Caller caller) => [.. programs.All.Where(program => program.Manufacturer.Id == caller.Manufacturer)];
}

/// <summary>What the figures are of.</summary>
internal sealed record FiguresFilter(int Weeks, string? Program, IReadOnlyList<int> Spans)
{
    /// <summary>As it stands in an address.</summary>
    public string Query => $"weeks={Weeks.ToString(CultureInfo.InvariantCulture)}&program={Program}";

    public static FiguresFilter Of(HttpContext context, IReadOnlyList<DealProgram> own, IReadOnlyList<int> spans)
    {
        var query = context.Request.Query;
        var wished = int.TryParse(query["weeks"], NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) && spans.Contains(weeks) ? weeks : spans[1];
        return new FiguresFilter(wished, own.FirstOrDefault(program => program.Id == query["program"])?.Id, spans);
    }

    public IReadOnlyList<FormInput> Fields(PageReader reader, IReadOnlyList<DealProgram> own)
    {
        List<FormInput> fields =
        [
            new("filter", "weeks", InputKind.Choice, reader.Texts.Get("Figures_Weeks"))
            {
                Choices = [.. Spans.Select(weeks => new InputChoice(weeks.ToString(CultureInfo.InvariantCulture), reader.Texts.Get("Figures_WeeksOf", reader.Format.Number(weeks)), weeks == Weeks))],
            },
        ];
        if (own.Count > 1)
            fields.Add(new FormInput("filter", "program", InputKind.Choice, reader.Texts.Get("Fact_Program"))
            {
                Choices = [new InputChoice("", reader.Texts.Get("Deals_All"), Program is null), .. own.Select(known => new InputChoice(known.Id, known.Id, known.Id == Program))],
            });
        return fields;
    }
}

/// <summary>The figures. <paramref name="Query"/>: what they are of, as it stands in an address.</summary>
public sealed record FiguresView(PageReader Reader, IReadOnlyList<FormInput> Filters, string Query, IReadOnlyList<Chart> Charts);
