using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Web.Pages;

/// <summary>The pages that a partner's mails lead to: the sales material of a deal, and the proof of a receipt.</summary>
internal sealed class PartnerPages(
    TokenSigner signer, IRegistrationStore store, IProgramCatalog programs, ICollateral collateral, NewsBoard news, IClock clock, PageRenderer pages)
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    public async Task<IResult> CollateralAsync(HttpContext context, Caller caller)
    {
        var text = context.Request.Query["t"].ToString();
        if (!TryRead(text, TokenPurpose.Collateral, out var token) || !RegistrationId.TryParse(token.Subject, out var id)
            || await store.FindAsync(id, context.RequestAborted) is not { Registration: var deal })
            return await UnknownAsync(context, "Unknown_Title", "Unknown_Text", "Unknown_Newest");
        var reader = PageReader.Of(deal.Lead.Language, programs.For(deal).Calendar.Zone);
        var now = clock.GetCurrentInstant();
        if (deal.Status is not (RegistrationStatus.Approved or RegistrationStatus.WonReported))
            return await GoneAsync(reader, reader.Texts.Get("Collateral_Gone_Status", reader.Texts.Get("State_" + Words.Of(deal.Status))));
        if (token.ExpiresAt <= now)
            return await GoneAsync(reader, reader.Texts.Get("Collateral_Gone_Expired"));
        var files = await collateral.ListAsync(deal, now, context.RequestAborted);
        var self = $"/collateral?t={Uri.EscapeDataString(text)}";
        if (context.Request.Query["file"].ToString() is not { Length: > 0 } name)
            return await pages.PageAsync<CollateralPage>(ViewOf(reader, deal, files, self) with { News = await NewsAsync(reader, deal, context.RequestAborted) });
        return files.FirstOrDefault(file => file.Name == name) is { } wanted
            ? Results.Redirect(wanted.Url)
            : await NoFileAsync(reader, self);
    }

    public async Task<IResult> ReceiptAsync(HttpContext context, Caller caller)
    {
        if (!TryRead(context.Request.Query["t"].ToString(), TokenPurpose.Receipt, out var token) || Parse(token) is not var (id, sequence, at))
            return await UnknownAsync(context, "Receipt_Unknown_Title", "Receipt_Unknown_Text");
        var deal = (await store.FindAsync(id, context.RequestAborted))?.Registration;
        var reader = deal is null ? PageReader.Of(context) : PageReader.Of(deal.Lead.Language, programs.For(deal).Calendar.Zone);
        var texts = reader.Texts;
        if (token.ExpiresAt <= clock.GetCurrentInstant())
            return await pages.PageAsync<MessagePage>(
                new MessageView(reader, texts.Get("Receipt_Expired_Title"), [texts.Get("Receipt_Expired_Text")]) { IsAlert = true }, StatusCodes.Status410Gone);
        var facts = new FactList(texts)
            .Add("Id", id.Value).Add("Sequence", sequence).Add("AtUtc", InstantPattern.ExtendedIso.Format(at))
            .Add("AtLocal", deal is null ? null : reader.Format.Moment(at))
            .Add("CustomerName", deal?.Lead.Customer.Name)
            .Add("Status", deal is null ? null : texts.Get("State_" + Words.Of(deal.Status)));
        string[] paragraphs = deal is null ? [texts.Get("Receipt_Text"), texts.Get("Receipt_Gone")] : [texts.Get("Receipt_Text")];
        return await pages.PageAsync<MessagePage>(new MessageView(reader, texts.Get("Receipt_Title"), paragraphs) { Facts = facts.Facts });
    }

    private bool TryRead(string? text, TokenPurpose purpose, out SignedToken token) => signer.TryRead(text, out token!) && token.Purpose == purpose;

    private static (RegistrationId Id, string Sequence, Instant At)? Parse(SignedToken token)
    {
        var (idText, sequence, atText) = LinkFactory.ReadReceipt(token);
        return RegistrationId.TryParse(idText, out var id) && InstantPattern.ExtendedIso.Parse(atText) is { Success: true, Value: var at }
            ? (id, sequence, at)
            : null;
    }

    private static CollateralView ViewOf(PageReader reader, Registration deal, IReadOnlyList<CollateralFile> files, string self) => new(
        reader,
        reader.Texts.Get("Collateral_Title", deal.Lead.Customer.Name),
        reader.Texts.Get("Collateral_Lead", reader.Format.Number((long)(CollateralFile.LinkLives / Minute))),
        [.. files.Select(file => new CollateralLink(
            file.Title, $"{self}&file={Uri.EscapeDataString(file.Name)}", file.Language, reader.Texts.Find("Language_" + file.Language) ?? file.Language,
            file.ContentType == "application/pdf" ? "PDF" : file.ContentType, reader.Format.Size(file.Size)))]);

    private async Task<IReadOnlyList<NewsEntry>> NewsAsync(PageReader reader, Registration deal, CancellationToken cancellation)
    {
        var program = programs.For(deal);
        return
        [
            .. (await news.OfAsync(deal, program, cancellation)).Select(item => new NewsEntry(
                item.Title, item.Text, item.Language, LocalDatePattern.Iso.Format(item.PublishedOn), reader.Format.Day(item.PublishedOn),
                program.Terms.Product(item.Product) is { } product ? reader.Texts.Pick(product.Title, product.Id) : item.Product)),
        ];
    }

    private Task<IResult> GoneAsync(PageReader reader, string why) => pages.PageAsync<MessagePage>(
        new MessageView(reader, reader.Texts.Get("Collateral_Gone_Title"), [why]) { IsAlert = true }, StatusCodes.Status410Gone);

    private Task<IResult> NoFileAsync(PageReader reader, string list) => pages.PageAsync<MessagePage>(
        new MessageView(reader, reader.Texts.Get("Collateral_NoFile_Title"), [reader.Texts.Get("Collateral_NoFile_Text")])
        {
            IsAlert = true,
            Next = new PageLink(reader.Texts.Get("Collateral_Back"), list),
        },
        StatusCodes.Status404NotFound);

    private Task<IResult> UnknownAsync(HttpContext context, string title, params string[] paragraphs)
    {
        var reader = PageReader.Of(context);
        return pages.PageAsync<MessagePage>(
            new MessageView(reader, reader.Texts.Get(title), [.. paragraphs.Select(name => reader.Texts.Get(name))]) { IsAlert = true },
            StatusCodes.Status404NotFound);
    }
}
