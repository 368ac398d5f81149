using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace DealFlow.Workflow.Collateral;

/// <summary>
/// Puts what is published into the daily mails of the partners that have an approved deal for the product: on the morning of the day, each once.
/// What lies back further than two weeks, as after a long outage, is only shown beside the material.
/// </summary>
public sealed class NewsRound(
    INews news, IProgramCatalog programs, IRegistrationStore registrations, IDailyMailStore daily, IClock clock, ILogger<NewsRound> logger)
{
    private const int PageSize = 200;
    private static readonly Duration LookBack = Duration.FromDays(14);
    private readonly HashSet<Publication> _announced = [];
    private IReadOnlyList<Publication> _planned = [];

    /// <summary>When something is to be announced next; null: nothing is.</summary>
    public Instant? NextDue => _planned.Min(planned => (Instant?)planned.DueAt);

    /// <summary>Looks at what there is. Called by one caller at a time, as is <see cref="AnnounceDueAsync"/>.</summary>
    public async Task PlanAsync(CancellationToken cancellation)
    {
        var oldest = clock.GetCurrentInstant() - LookBack;
        var planned = new List<Publication>();
        foreach (var program in programs.All)
            planned.AddRange(await OfAsync(program, cancellation));
        _planned = [.. planned.Distinct().Where(publication => publication.DueAt > oldest && !_announced.Contains(publication))];
    }

    /// <summary>News that cannot be read must not hold up the daily mails: what was planned before stays so.</summary>
    private async Task<IEnumerable<Publication>> OfAsync(DealProgram program, CancellationToken cancellation)
    {
        try
        {
            return (await news.ListAsync(program, cancellation))
                .Select(item => new Publication(program.Id, item.Product, item.PublishedOn, DueAt(program, item.PublishedOn)));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NewsFailed(logger, program.Id, e.GetType().Name);
            return _planned.Where(publication => publication.Program == program.Id);
        }
    }

    /// <summary>Adds what is due by now to the daily mails. To do it again after a restart adds nothing.</summary>
    public async Task AnnounceDueAsync(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        foreach (var publication in _planned.Where(planned => planned.DueAt <= now).ToList())
        {
            if (programs.Find(publication.Program) is { } program)
                await AnnounceAsync(publication, program, cancellation);
            _announced.Add(publication);
            _planned = [.. _planned.Where(planned => planned != publication)];
        }
    }

    private async Task AnnounceAsync(Publication publication, DealProgram program, CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var page = await registrations.ListAsync(
                new RegistrationQuery(null, program.Manufacturer.Id, program.Id, RegistrationStatus.Approved, null, cursor, PageSize), cancellation);
            await Task.WhenAll(page.Items.Where(deal => IsNewFor(deal, publication)).Select(deal => daily.AddAsync(
                DailyItem.ForPartner(deal, EffectKind.News, publication.On, publication.DueAt), cancellation)));
            cursor = page.Next;
        }
        while (cursor is not null);
    }

    /// <summary>What was out before the approval, the partner found with the material.</summary>
    private static bool IsNewFor(Registration deal, Publication publication) =>
        deal.Lead.Products.Contains(publication.Product) && deal.Decision!.At < publication.DueAt;

    private static Instant DueAt(DealProgram program, LocalDate day) =>
        program.Calendar.MorningAtOrAfter(program.Calendar.Zone.AtStartOfDay(day).ToInstant());

    private sealed record Publication(string Program, string Product, LocalDate On, Instant DueAt);
}
