using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages.Deals;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.SignIn;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Pages.Keys;

/// <summary>API keys, as a person of the partner lists, makes and revokes them.</summary>
internal sealed class KeyPages(KeyDesk desk, KeySeed seeds, IProgramCatalog programs, PageRenderer pages)
{
    private const int LongestLabel = 100;
    private const int MostRevoked = 20;

    public Task<IResult> ShowAsync(HttpContext context, Caller caller) => PageAsync(
        context, caller, (view, texts) => view with { Done = context.Request.Query["done"] == "revoke" ? texts.Get("Keys_Revoked") : null });

    public async Task<IResult> DoAsync(HttpContext context, Caller caller)
    {
        var form = await FormBody.ReadAsync(context);
        return form.Text("do") switch
        {
            "make" => await MakeAsync(context, caller, form, form.Text("label")?.Trim() ?? ""),
            "revoke" => await RevokeAsync(context, caller, form.Text("id") ?? ""),
            _ => Problem.BadRequest("The form names nothing that can be done."),
        };
    }

    private async Task<IResult> MakeAsync(HttpContext context, Caller caller, FormBody form, string label)
    {
        if (label.Length is 0 or > LongestLabel || !TextRules.IsClean(label, lineBreaks: false))
            return await PageAsync(
                context, caller,
                (view, texts) => view with { Alert = texts.Get("Error_Summary"), Label = view.Label with { Value = label, Error = texts.Get("Keys_Label_Error") } },
                StatusCodes.Status422UnprocessableEntity);
        return await desk.MakeAsync(SideOf(caller), label, seeds.Of(SideOf(caller), form.Text(KeySeed.Field), label), context.RequestAborted) is { } key
            ? await PageAsync(context, caller, (view, _) => view with { Made = new NewKey(key, label) })
            : await PageAsync(
                context, caller, (view, texts) => view with { Alert = texts.Get("Keys_TooMany", view.Reader.Format.Number(KeyDesk.MostOfAPerson)), Label = view.Label with { Value = label } },
                StatusCodes.Status409Conflict);
    }

    private async Task<IResult> RevokeAsync(HttpContext context, Caller caller, string id) =>
        await desk.RevokeAsync(SideOf(caller), id, context.RequestAborted)
            ? new SeeOther("/keys?done=revoke")
            : await PageAsync(context, caller, (view, texts) => view with { Alert = texts.Get("Keys_Unknown") }, StatusCodes.Status404NotFound);

    private async Task<IResult> PageAsync(
        HttpContext context, Caller caller, Func<KeysView, Reading.ReaderTexts, KeysView> change, int status = StatusCodes.Status200OK)
    {
        var side = SideOf(caller);
        var reader = PageReader.Of(caller.Visitor!, ZoneOf(side));
        var keys = (await desk.ListAsync(side, context.RequestAborted)).Reverse().ToList();
        var label = new FormInput("key", "label", InputKind.Line, reader.Texts.Get("Keys_Label"))
        {
            Hint = reader.Texts.Get("Keys_Label_Hint"),
            Longest = LongestLabel,
            IsRequired = true,
        };
        var view = new KeysView(
            reader, label, [.. keys.Where(known => known.Key.RevokedAt is null).Select(known => Row(reader, known))],
            [.. keys.Where(known => known.Key.RevokedAt is not null).Take(MostRevoked).Select(known => Row(reader, known))]);
        return await pages.PageAsync<KeysPage>(change(view, reader.Texts), status);
    }

    private KeyRow Row(PageReader reader, KnownKey known)
    {
        var (key, texts) = (known.Key, reader.Texts);
        return new KeyRow(
            key.Id, key.Label.Length > 0 ? key.Label : texts.Get("Keys_Unnamed"), reader.Format.Day(key.CreatedAt), key.Maker?.Person ?? texts.Get("Keys_Operator"),
            key.LastUsedAt is { } used ? reader.Format.Moment(used) : texts.Get("Keys_Never"),
            string.Join(", ", known.Manufacturers.Select(id => programs.All.FirstOrDefault(program => program.Manufacturer.Id == id)?.Manufacturer.Name ?? id)),
            key.RevokedAt is { } revoked ? reader.Format.Day(revoked) : null);
    }

    private DateTimeZone ZoneOf(PartnerSide side) =>
        side.Memberships.SelectMany(membership => membership.Programs).Select(programs.Find).FirstOrDefault(program => program is not null)?.Calendar.Zone
        ?? DateTimeZone.Utc;

    private static PartnerSide SideOf(Caller caller) => (PartnerSide)caller.Visitor!.Session.Side;
}
