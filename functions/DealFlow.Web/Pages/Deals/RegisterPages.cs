using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DealFlow.Domain.Programs;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.SignIn;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Pages.Deals;

/// <summary>Registering by a form. Sent twice, it is one registration.</summary>
internal sealed class RegisterPages(Registering registering, IRegistrationStore store, IProgramCatalog programs, IRandomness randomness, PageRenderer pages)
{
    private const int KeyLength = 32;

    public Task<IResult> ShowAsync(HttpContext context, Caller caller) =>
        PageAsync(context, caller, null, NewKey(), StatusCodes.Status200OK, null);

    public async Task<IResult> RegisterAsync(HttpContext context, Caller caller)
    {
        var form = await FormBody.ReadAsync(context);
        var side = (PartnerSide)caller.Visitor!.Session.Side;
        var key = form.Text("key") is { Length: KeyLength } sent && sent.All(char.IsAsciiHexDigit) ? sent : NewKey();
        var draft = RegisterForm.Draft(form, side.Language);
        if (ProgramsOf(side).All(program => program.Id != draft.Program))
            return await PageAsync(context, caller, form, key, StatusCodes.Status422UnprocessableEntity, "Error_Summary", wrong: ["program"]);
        var json = CanonicalJson.Of(JsonSerializer.SerializeToElement(draft, DealFlowJson.Options));
        var mark = ("form:" + key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))));
        return await registering.RegisterAsync(draft, side.Partner, caller.Reach, mark, context.RequestAborted) switch
        {
            RegisterResult.Invalid invalid => await PageAsync(
                context, caller, form, key, StatusCodes.Status422UnprocessableEntity, "Error_Summary", wrong: [.. invalid.Errors.Keys.Select(RegisterForm.FieldOf).Distinct()]),
            RegisterResult.Judged { Result: AddResult.Added { Stored.Registration.Id: var id } } => new SeeOther($"/deals/{id}?done=register"),
            RegisterResult.Judged { Result: AddResult.Repeated { Stored.Registration.Id: var id } } => new SeeOther($"/deals/{id}?done=register"),
            RegisterResult.Judged { Result: AddResult.AlreadyYours own } =>
                await PageAsync(context, caller, form, key, StatusCodes.Status409Conflict, "Register_Own", own.Id.Value),
            RegisterResult.Judged { Result: AddResult.TooManyOpen } => await PageAsync(context, caller, form, key, StatusCodes.Status409Conflict, "Register_TooMany"),
            RegisterResult.Judged { Result: AddResult.TooManyNewCustomers } =>
                await PageAsync(context, caller, form, key, StatusCodes.Status429TooManyRequests, "Register_TooManyNew"),
            RegisterResult.Judged { Result: AddResult.KeyTaken } => await PageAsync(context, caller, form, NewKey(), StatusCodes.Status409Conflict, "Register_Again"),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }

    private async Task<IResult> PageAsync(
        HttpContext context, Caller caller, FormBody? form, string key, int status, string? alert, string? own = null, IReadOnlyCollection<string>? wrong = null)
    {
        var side = (PartnerSide)caller.Visitor!.Session.Side;
        var reader = PageReader.Of(caller.Visitor, DateTimeZone.Utc);
        var last = form is null
            ? (await store.ListAsync(new RegistrationQuery(side.Partner, null, null, null, null, null, 1) { OfManufacturers = caller.Reach.Only }, context.RequestAborted)).Items is [var newest, ..] ? newest : null
            : null;
        var parts = new RegisterForm(reader.Texts, ProgramsOf(side), form, last, wrong ?? []).Parts();
        return await pages.PageAsync<RegisterPage>(
            new RegisterView(
                reader, key, alert is null ? null : reader.Texts.Get(alert), own is null ? null : new PageLink(reader.Texts.Get("Register_Own_Link", own), "/deals/" + own), parts),
            status);
    }

    private List<DealProgram> ProgramsOf(PartnerSide side) =>
        [.. side.Memberships.SelectMany(membership => membership.Programs).Distinct().Select(programs.Find).OfType<DealProgram>()];

    private string NewKey() => Convert.ToHexStringLower(randomness.Bytes(KeyLength / 2));
}
