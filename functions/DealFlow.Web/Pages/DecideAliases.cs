using DealFlow.Domain.Approval;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Links;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Pages;

/// <summary>
/// On the decision page: whether a candidate is the same customer, or not, and taking that back. The token in the form is the authority, as it is for the
/// decision; afterwards the page is shown again as it is then.
/// </summary>
internal sealed class DecideAliases(DecisionDesk desk, AliasDesk aliases)
{
    public const string Route = "/decide/alias";

    public async Task<IResult> SayAsync(HttpContext context, Caller caller)
    {
        var form = await FormBody.ReadAsync(context);
        var token = form.Text("t") ?? "";
        if (await desk.OpenAsync(token, context.RequestAborted) is DecisionLink.Open { BelongsToPartner: false, Ask.Purpose: AskPurpose.Decide } open)
            await SayAsync(form, open, new Actor(ActorKind.Approver, open.Person.Id), context.RequestAborted);
        return new SeeOther($"/decide?t={Uri.EscapeDataString(token)}");
    }

    /// <summary>What was said of the customer so far, each with the way to take it back.</summary>
    public async Task<IReadOnlyList<AliasPart>> OfAsync(PageReader reader, DealProgram program, Registration deal, CancellationToken cancellation) =>
        [.. (await aliases.OfAsync(deal.Manufacturer, deal.Lead.Customer, cancellation)).Select(alias => new AliasPart(
            alias.Id,
            reader.Texts.Get("Alias_" + alias.Said.Verdict, alias.Said.One.Name, alias.Said.Other.Name, NameOf(alias.By, program), reader.Format.Day(alias.At))))];

    private async Task SayAsync(FormBody form, DecisionLink.Open open, Actor by, CancellationToken cancellation)
    {
        var deal = open.Registration;
        if (form.Text("undo") is { } id)
        {
            if ((await aliases.OfAsync(deal.Manufacturer, deal.Lead.Customer, cancellation)).Any(alias => alias.Id == id))
                await aliases.UndoAsync(deal.Manufacturer, id, by, cancellation);
        }
        else if (Enum.TryParse<AliasVerdict>(form.Text("verdict"), out var verdict) && Enum.IsDefined(verdict)
            && Enum.TryParse<CandidateKind>(form.Text("kind"), out var kind) && Enum.IsDefined(kind) && form.Text("candidate") is { } candidate)
        {
            await aliases.SayAsync(deal, kind, candidate, verdict, by, cancellation);
        }
    }

    private static string NameOf(string by, DealProgram program) =>
        by.Split(':', 2) is [_, var id] ? program.People.Find(id)?.Name ?? id : by;
}
