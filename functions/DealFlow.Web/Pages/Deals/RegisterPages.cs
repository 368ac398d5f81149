using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.SignIn;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Pages.Deals;

/// <summary>Registering by a form. Sent twice, it is one registration.</summary>
internal sealed class RegisterPages(
    Registering registering, IRegistrationStore store, IProgramCatalog programs, IRandomness randomness, IClock clock, PageRenderer pages)
{
    private const int KeyLength = 32;

    /// <summary>The conflict check takes a moment, and what it finds is what the person wants to know. It is not waited for long.</summary>
    private const int MostLooks = 20;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private static readonly Dictionary<string, string> NothingFound = [];

    public Task<IResult> ShowAsync(HttpContext context, Caller caller) => PageAsync(context, caller, null, NewKey(), StatusCodes.Status200OK);

    public async Task<IResult> DoAsync(HttpContext context, Caller caller)
    {
        var form = await FormBody.ReadAsync(context);
        var key = form.Text("key") is { Length: KeyLength } sent && sent.All(char.IsAsciiHexDigit) ? sent : NewKey();
        return form.Text("do") == "fill" ? await FillAsync(context, caller, form, key) : await RegisterAsync(context, caller, form, key);
    }

    /// <summary>Fills fields from a pasted text; nothing is stored.</summary>
    private Task<IResult> FillAsync(HttpContext context, Caller caller, FormBody form, string key) =>
        PageAsync(context, caller, form, key, StatusCodes.Status200OK, found: PastedText.Read(form.Text("paste") ?? ""));

    private async Task<IResult> RegisterAsync(HttpContext context, Caller caller, FormBody form, string key)
    {
        var side = SideOf(caller);
        var own = ProgramsOf(side);
        var draft = RegisterForm.Draft(form, RegisterForm.ProgramOf(form, own)?.Id, side.Language);
        var json = CanonicalJson.Of(JsonSerializer.SerializeToElement(draft, DealFlowJson.Options));
        var mark = ("form:" + key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))));
        return await registering.RegisterAsync(draft, side.Partner, caller.Reach, mark, context.RequestAborted) switch
        {
            RegisterResult.Invalid invalid => await PageAsync(
                context, caller, form, key, StatusCodes.Status422UnprocessableEntity, "Error_Summary", wrong: [.. invalid.Errors.Keys.Select(RegisterForm.FieldOf).Distinct()]),
            RegisterResult.Judged { Result: AddResult.Added { Stored.Registration.Id: var id } } => await CheckedAsync(id, context.RequestAborted),
            RegisterResult.Judged { Result: AddResult.Repeated { Stored.Registration.Id: var id } } => await CheckedAsync(id, context.RequestAborted),
            RegisterResult.Judged { Result: AddResult.AlreadyYours earlier } =>
                await PageAsync(context, caller, form, key, StatusCodes.Status409Conflict, "Register_Own", earlier.Id.Value),
            RegisterResult.Judged { Result: AddResult.TooManyOpen } => await PageAsync(context, caller, form, key, StatusCodes.Status409Conflict, "Register_TooMany"),
            RegisterResult.Judged { Result: AddResult.TooManyNewCustomers } =>
                await PageAsync(context, caller, form, key, StatusCodes.Status429TooManyRequests, "Register_TooManyNew"),
            RegisterResult.Judged { Result: AddResult.KeyTaken } => await PageAsync(context, caller, form, NewKey(), StatusCodes.Status409Conflict, "Register_Again"),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }

    private async Task<SeeOther> CheckedAsync(RegistrationId id, CancellationToken cancellation)
    {
        for (var look = 0; look < MostLooks && await store.FindAsync(id, cancellation) is { Registration.Status: RegistrationStatus.Received }; look++)
            await Task.Delay(BetweenLooks, cancellation);
        return new SeeOther($"/deals/{id}?done=register");
    }

    private async Task<IResult> PageAsync(
        HttpContext context, Caller caller, FormBody? form, string key, int status, string? alert = null, string? own = null,
        IReadOnlyCollection<string>? wrong = null, IReadOnlyDictionary<string, string>? found = null)
    {
        var side = SideOf(caller);
        var reader = PageReader.Of(caller.Visitor!, DateTimeZone.Utc);
        var (texts, mine) = (reader.Texts, ProgramsOf(side));
        var usual = RegisterForm.Usual(form is null ? await LastAsync(caller, context.RequestAborted) : null, mine, clock.GetCurrentInstant());
        var fields = new RegisterForm(reader, mine, form, usual, found ?? NothingFound, wrong ?? []);
        var view = new RegisterView(
            reader, key, form?.Text("program") ?? usual["program"][0], fields.Fields(), fields.Products(), alert is null ? null : texts.Get(alert),
            own is null ? null : new PageLink(texts.Get("Register_Own_Link", own), "/deals/" + own))
        {
            Found = found switch
            {
                null => null,
                { Count: 0 } => texts.Get("Register_Found_nothing"),
                _ => texts.Get("Register_Found", string.Join(", ", found.Keys.Select(name => texts.Get("Register_" + name)))),
            },
        };
        return await pages.PageAsync<RegisterPage>(view, status);
    }

    private async Task<Registration?> LastAsync(Caller caller, CancellationToken cancellation)
    {
        var query = new RegistrationQuery(caller.Partner, null, null, null, null, null, 1) { OfManufacturers = caller.Reach.Only };
        return (await store.ListAsync(query, cancellation)).Items is [var newest, ..] ? newest : null;
    }

    private List<DealProgram> ProgramsOf(PartnerSide side) =>
    [
        .. side.Memberships.Where(membership => membership.EndedAt is null).SelectMany(membership => membership.Programs).Distinct().Select(programs.Find).OfType<DealProgram>(),
    ];

    private string NewKey() => Convert.ToHexStringLower(randomness.Bytes(KeyLength / 2));

    private static PartnerSide SideOf(Caller caller) => (PartnerSide)caller.Visitor!.Session.Side;
}
