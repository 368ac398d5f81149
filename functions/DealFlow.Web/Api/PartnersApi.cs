using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Api;

/// <summary>A manufacturer's memberships.</summary>
internal sealed class PartnersApi(IPartnerStore partners, IProgramCatalog programs)
{
    public async Task<IResult> ReadAsync(HttpContext context, Caller caller) =>
        await partners.FindAsync(caller.Manufacturer!, Id(context), context.RequestAborted) is { } membership
            ? new JsonAnswer(MembershipView.Of(membership))
            : Problem.NotFound;

    public async Task<IResult> WriteAsync(HttpContext context, Caller caller)
    {
        var id = Id(context);
        var body = await RequestBody.ReadStrictAsync(context, fields => (
            Name: fields.Text("name"), Tier: fields.Text("tier"), Language: fields.Text("language"), Mail: fields.Text("mail"),
            People: fields.Texts("people"), VendorNumber: fields.Text("vendorNumber"), Programs: fields.Texts("programs")));
        var values = new Values();
        if (id.Length > 64 || !id.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
            values.Add("id", "Has 64 small letters, digits and hyphens at most.");
        var own = programs.All.Where(program => program.Manufacturer.Id == caller.Manufacturer).ToList();
        var membership = new Membership(
            caller.Manufacturer!, id, values.Required("name", body.Name, 200, oneLine: true), values.Required("tier", body.Tier, 50, oneLine: true), body.Language ?? "en",
            Mail("mail", body.Mail, values), [.. (body.People ?? []).Select((mail, index) => Mail($"people[{index}]", mail, values))], body.VendorNumber,
            [.. (body.Programs ?? []).Select(program => program ?? "")]);
        values.Optional("vendorNumber", body.VendorNumber, 50, oneLine: true);
        if (membership.Language.Length != 2)
            values.Add("language", "Is two letters, as in de.");
        foreach (var program in membership.Programs.Where(program => own.All(known => known.Id != program)))
            values.Add("programs", $"'{program}' is none of your programs: {string.Join(", ", own.Select(known => known.Id))}.");
        foreach (var program in own.Where(program => membership.Programs.Contains(program.Id) && !program.Terms.Tiers.Contains(membership.Tier)))
            values.Add("tier", $"{program.Id} has the tiers {string.Join(", ", program.Terms.Tiers)}.");
        values.ThrowIfAny();
        await partners.SaveAsync(membership, context.RequestAborted);
        return new JsonAnswer(MembershipView.Of(membership));
    }

    private static string Id(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";

    private static string Mail(string path, string? text, Values values)
    {
        if (text is null || !TextRules.IsMailAddress(text))
            values.Add(path, "Is no plain mail address, as in deals@partner.example.");
        return text ?? "";
    }
}

/// <summary>A membership as the manufacturer sees it.</summary>
public sealed record MembershipView(
    string Id, string Name, string Tier, string Language, string Mail, IReadOnlyList<string> People, string? VendorNumber, IReadOnlyList<string> Programs)
{
    internal static MembershipView Of(Membership membership) => new(
        membership.Partner, membership.Name, membership.Tier, membership.Language, membership.Mail, membership.People, membership.VendorNumber,
        membership.Programs);
}
