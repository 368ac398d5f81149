using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Api;

/// <summary>A manufacturer's memberships.</summary>
internal sealed class PartnersApi(IPartnerStore partners, MembershipDesk desk, IProgramCatalog programs)
{
    public async Task<IResult> ReadAsync(HttpContext context, Caller caller) =>
        await partners.FindAsync(caller.Manufacturer!, Id(context), context.RequestAborted) is { } membership
            ? new JsonAnswer(MembershipView.Of(membership))
            : Problem.NotFound;

    public async Task<IResult> WriteAsync(HttpContext context, Caller caller)
    {
        var draft = await RequestBody.ReadStrictAsync(context, MembershipDraft.Read);
        var own = programs.All.Where(program => program.Manufacturer.Id == caller.Manufacturer).ToList();
        var before = await partners.FindAsync(caller.Manufacturer!, Id(context), context.RequestAborted);
        var values = new Values();
        var written = draft.Judge(caller.Manufacturer!, Id(context), own, before?.Language, values);
        values.ThrowIfAny();
        return new JsonAnswer(MembershipView.Of(await desk.WriteAsync(written, context.RequestAborted)));
    }

    public async Task<IResult> TerminateAsync(HttpContext context, Caller caller)
    {
        await RequestBody.ReadNothingAsync(context);
        return await desk.EndAsync(caller.Manufacturer!, Id(context), context.RequestAborted) is { } membership
            ? new JsonAnswer(MembershipView.Of(membership))
            : Problem.NotFound;
    }

    private static string Id(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";
}

/// <summary>A membership as the manufacturer sees it. <paramref name="EndedAt"/> is null while it lasts.</summary>
public sealed record MembershipView(
    string Id, string Name, string Tier, string Language, string Mail, IReadOnlyList<string> People, string? VendorNumber, IReadOnlyList<string> Programs,
    Instant? EndedAt)
{
    internal static MembershipView Of(Membership membership) => new(
        membership.Partner, membership.Name, membership.Tier, membership.Language, membership.Mail, membership.People, membership.VendorNumber,
        membership.Programs, membership.EndedAt);
}
