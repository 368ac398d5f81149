using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Privacy;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Api;

/// <summary>Erasing the contact of a registration, in any status. A second time finds nothing more to erase, and says the same.</summary>
internal sealed class ContactApi(RegistrationReader reader, ContactKeeper contacts)
{
    public async Task<IResult> EraseAsync(HttpContext context, Caller caller)
    {
        var deal = await reader.FindAsync(context, caller);
        if (Preconditions.Revision(context) is { } revision && revision != deal.Revision)
            return Problem.Changed(deal);
        var by = new Actor(ActorKind.Manufacturer, caller.Manufacturer!);
        return await contacts.EraseAsync(deal, by, context.RequestAborted) switch
        {
            DeskResult.Done done => await reader.AnswerAsync(done.Registration, caller, context.RequestAborted),
            DeskResult.Refused refused => Problem.From(refused.Refusal, refused.Registration),
            _ => Problem.NotFound,
        };
    }
}
