using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Api;

/// <summary>What a manufacturer has learned of customers: which are the same under two names, and which are not although they look alike.</summary>
internal sealed class AliasesApi(AliasDesk desk, IAliasStore store, IRegistrationStore registrations)
{
    private const int LongestCursor = 20;

    public async Task<IResult> SayAsync(HttpContext context, Caller caller)
    {
        var draft = await RequestBody.ReadStrictAsync(context, AliasDraft.Read);
        var values = new Values();
        var ofCandidate = draft.OfCandidate(values);
        var ofCustomers = ofCandidate is null && !values.Any ? draft.OfCustomers(values) : null;
        values.ThrowIfAny();
        return new JsonAnswer(AliasView.Of(ofCandidate is { } said
            ? await SayAsync(said.Verdict, said.Registration, said.Kind, said.Candidate, context, caller)
            : await desk.SayAsync(caller.Manufacturer!, ofCustomers!.Value.One, ofCustomers.Value.Other, ofCustomers.Value.Verdict, By(caller), context.RequestAborted)));
    }

    public async Task<IResult> ListAsync(HttpContext context, Caller caller)
    {
        var errors = new Dictionary<string, string[]>();
        var limit = Paging.Limit(context, errors);
        var cursor = context.Request.Query["cursor"].ToString();
        if (cursor.Length > LongestCursor || !cursor.All(char.IsAsciiDigit))
            errors["cursor"] = ["Send the 'next' of the page before, as it is."];
        if (errors.Count > 0)
            throw new ProblemException(Problem.Invalid(errors));
        var page = await store.ListAsync(caller.Manufacturer!, cursor.Length == 0 ? null : cursor, limit, context.RequestAborted);
        return new JsonAnswer(new AliasList([.. page.Items.Select(AliasView.Of)], page.Next));
    }

    public async Task<IResult> UndoAsync(HttpContext context, Caller caller) =>
        context.Request.RouteValues["id"] is string id && await desk.UndoAsync(caller.Manufacturer!, id, By(caller), context.RequestAborted) is { } alias
            ? new JsonAnswer(AliasView.Of(alias))
            : Problem.NotFound;

    private async Task<Alias> SayAsync(
        AliasVerdict verdict, RegistrationId registration, CandidateKind kind, string candidate, HttpContext context, Caller caller)
    {
        if (await registrations.FindAsync(registration, context.RequestAborted) is not { Registration: var deal } || deal.Manufacturer != caller.Manufacturer)
            throw new ProblemException(Problem.Invalid("registration", "Is none of yours."));
        return await desk.SayAsync(deal, kind, candidate, verdict, By(caller), context.RequestAborted)
            ?? throw new ProblemException(Problem.Invalid("candidate", "Is not among the candidates of the registration's conflict report."));
    }

    private static Actor By(Caller caller) => new(ActorKind.Manufacturer, caller.Manufacturer!);
}

/// <summary>What was said of two customers, by whom and when, and about which registration (or none).</summary>
public sealed record AliasView(string Id, AliasVerdict Verdict, IReadOnlyList<CustomerFacts> Customers, string By, Instant At, RegistrationId? Registration)
{
    internal static AliasView Of(Alias alias) => new(alias.Id, alias.Said.Verdict, [alias.Said.One, alias.Said.Other], alias.By, alias.At, alias.Registration);
}

/// <summary>A page of what was said, newest first; <paramref name="Next"/> is null at the end.</summary>
public sealed record AliasList(IReadOnlyList<AliasView> Items, string? Next);
