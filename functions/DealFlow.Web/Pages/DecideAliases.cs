using DealFlow.Domain.Approval;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Links;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Pages;

/// <summary>
/// On the decision page: whether a candidate is the same customer, or not, and taking that back. The token in the form is the authority, as it is for the
/// decision; afterwards the page is shown again as it is then.
/// </summary>
internal sealed class DecideAliases(DecisionDesk desk, AliasSayings aliases)
{
    public const string Route = "/decide/alias";

    public async Task<IResult> SayAsync(HttpContext context, Caller caller)
    {
        var form = await FormBody.ReadAsync(context);
        var token = form.Text("t") ?? "";
        if (await desk.OpenAsync(token, context.RequestAborted) is DecisionLink.Open { BelongsToPartner: false, Ask.Purpose: AskPurpose.Decide } open)
            await aliases.SayAsync(form, open.Registration, new Actor(ActorKind.Approver, open.Person.Id), context.RequestAborted);
        return new SeeOther($"/decide?t={Uri.EscapeDataString(token)}");
    }
}
