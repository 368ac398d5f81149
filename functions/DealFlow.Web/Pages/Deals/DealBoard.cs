using DealFlow.Domain.Registrations;
using DealFlow.Web.Reading;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using DealFlow.Workflow.SignIn;
using NodaTime.Text;

namespace DealFlow.Web.Pages.Deals;

/// <summary>Gathers what a page shows of a partner's deals, as they are at this moment.</summary>
internal sealed class DealBoard(IRegistrationStore store, IProgramCatalog programs, DealDesk desk, LinkFactory links, SignalReader signals, NewsBoard news)
{
    private const int MostSignals = 10;
    private const int MostNews = 3;

    /// <summary>Deals as cards.</summary>
    public async Task<IReadOnlyList<DealCard>> CardsAsync(Visitor visitor, IReadOnlyList<Registration> deals, CancellationToken cancellation)
    {
        var places = await store.QueuePositionsAsync([.. deals.Where(deal => deal.Status is RegistrationStatus.Queued).Select(deal => deal.Id)], cancellation);
        var cards = new List<DealCard>(deals.Count);
        foreach (var deal in deals)
            cards.Add(await CardAsync(visitor, deal, places.TryGetValue(deal.Id, out var place) ? place : null, cancellation));
        return cards;
    }

    /// <summary>A deal with everything that can be done.</summary>
    /// <param name="done">The word of what has just been done, or null.</param>
    /// <param name="alert">Why nothing was done, or null.</param>
    public async Task<DealView> ViewAsync(Visitor visitor, Registration stored, TypedDeal typed, string? done, string? alert, CancellationToken cancellation)
    {
        var context = await desk.ContextAsync(stored, cancellation);
        var deal = Deadlines.Pass(stored, context);
        var program = programs.For(deal);
        var reader = PageReader.Of(visitor, program.Calendar.Zone);
        var texts = reader.Texts;
        var forms = new DealForms(reader, deal, context, typed).Possible();
        var outlook = new DealOutlook(reader, deal, program, context.Now, [.. forms.Select(form => form.Name)], await PlaceAsync(deal, cancellation));
        var facts = new PartnerDealFacts(reader, deal, program, visitor.Session.Side.Name);
        string[] known = deal.HasEnded ? [] : [facts.Conflict()];
        return new DealView(
            reader, $"/deals/{deal.Id}", deal.Lead.Customer.Name, facts.Line(), outlook.Standing, Done(texts, done, outlook, known), alert is null ? null : texts.Get(alert),
            outlook.Next, known, [.. outlook.Clocks], DealWorth.Of(reader, deal, program, TierOf(visitor, deal)), [.. facts.Sections()], Collateral(texts, deal), forms,
            deal.Revision, [.. deal.Timeline.Select(entry => new DealEvent(reader.Format.Moment(entry.At), TimelineWords.Of(reader, deal, entry)))])
        {
            Signals = [.. (await SignalsAsync(deal, MostSignals, cancellation)).Select(signal => Line(reader, signal))],
            News = await NewsAsync(reader, deal, cancellation),
            Parts = [.. deal.SplitInto.Prepend(deal.SplitFrom ?? deal.Id).Where(id => id != deal.Id).Select(id => new PageLink(id.Value, $"/deals/{id}"))],
        };
    }

    private async Task<DealCard> CardAsync(Visitor visitor, Registration stored, int? place, CancellationToken cancellation)
    {
        var context = await desk.ContextAsync(stored, cancellation);
        var deal = Deadlines.Pass(stored, context);
        var program = programs.For(deal);
        var reader = PageReader.Of(visitor, program.Calendar.Zone);
        var possible = new DealForms(reader, deal, context, TypedDeal.Nothing).Names;
        var outlook = new DealOutlook(reader, deal, program, context.Now, possible, place);
        var signal = (await SignalsAsync(deal, 1, cancellation)).Select(signal => Line(reader, signal)).FirstOrDefault();
        return new DealCard(
            $"/deals/{deal.Id}", deal.Lead.Customer.Name, outlook.Standing, new PartnerDealFacts(reader, deal, program, "").Line(), outlook.Next, outlook.Clocks.FirstOrDefault(),
            DealWorth.Of(reader, deal, program, TierOf(visitor, deal)),
            signal is null ? null : reader.Texts.Get("Deals_Signal", signal.Day, signal.Kind, signal.Title), Collateral(reader.Texts, deal));
    }

    private static string[] Done(ReaderTexts texts, string? done, DealOutlook outlook, string[] known) => done switch
    {
        null => [],
        "register" when outlook.Deal.HasEnded || outlook.Deal.Status is RegistrationStatus.Queued => [texts.Get("DealDone_register"), outlook.Next.Text, .. known],
        "register" =>
            [texts.Get("DealDone_register"), outlook.Next.Text, .. known, texts.Get("DealDone_held", outlook.Reader.Format.Moment(outlook.Deal.ReceivedAt))],
        _ => [texts.Get("DealDone_" + done)],
    };

    private PageLink? Collateral(ReaderTexts texts, Registration deal) =>
        IsActive(deal) && links.For(deal, null).Collateral is { } address ? new PageLink(texts.Get("DealPage_Collateral"), address) : null;

    private async Task<IReadOnlyList<Signal>> SignalsAsync(Registration deal, int most, CancellationToken cancellation) =>
        IsActive(deal) ? (await signals.PageAsync(deal, null, most, cancellation)).Items : [];

    private async Task<IReadOnlyList<NewsEntry>> NewsAsync(PageReader reader, Registration deal, CancellationToken cancellation)
    {
        if (!IsActive(deal))
            return [];
        var program = programs.For(deal);
        return
        [
            .. (await news.OfAsync(deal, program, cancellation)).Take(MostNews).Select(item => new NewsEntry(
                item.Title, item.Text, item.Language, LocalDatePattern.Iso.Format(item.PublishedOn), reader.Format.Day(item.PublishedOn),
                program.Terms.Product(item.Product) is { } product ? reader.Texts.Pick(product.Title, product.Id) : item.Product)),
        ];
    }

    private static SignalLine Line(PageReader reader, Signal signal) =>
        new(reader.Format.Day(signal.OccurredAt), reader.Texts.Get("Signal_" + signal.Kind), signal.Title, signal.Url);

    private async Task<int?> PlaceAsync(Registration deal, CancellationToken cancellation) =>
        deal.Status is RegistrationStatus.Queued && (await store.QueuePositionsAsync([deal.Id], cancellation)).TryGetValue(deal.Id, out var place) ? place : null;

    /// <summary>Sales material, signals and news are for deals that were approved and are not over.</summary>
    private static bool IsActive(Registration deal) => deal.Status is RegistrationStatus.Approved or RegistrationStatus.WonReported;

    private static string TierOf(Visitor visitor, Registration deal) =>
        deal.Tier ?? ((PartnerSide)visitor.Session.Side).Memberships.First(membership => membership.Manufacturer == deal.Manufacturer).Tier;
}
