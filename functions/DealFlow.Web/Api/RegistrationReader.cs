using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Views;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Api;

/// <summary>Finds the registration of a request for its caller, and answers with it. Another partner's or manufacturer's is not found.</summary>
internal sealed class RegistrationReader(IRegistrationStore store, IProgramCatalog programs)
{
    public async Task<Registration> FindAsync(HttpContext context, Caller caller) =>
        RegistrationId.TryParse(context.Request.RouteValues["id"] as string, out var id)
        && await store.FindAsync(id, context.RequestAborted) is { Registration: var deal } && IsOf(caller, deal)
            ? deal
            : throw new ProblemException(Problem.NotFound);

    public async Task<IResult> AnswerAsync(
        Registration deal, Caller caller, CancellationToken cancellation, int status = StatusCodes.Status200OK, string? location = null)
    {
        var places = deal.Status is RegistrationStatus.Queued ? await store.QueuePositionsAsync([deal.Id], cancellation) : null;
        int? place = places is not null && places.TryGetValue(deal.Id, out var found) ? found : null;
        return new JsonAnswer(View(deal, place, caller), status, deal.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture), location);
    }

    public RegistrationView View(Registration deal, int? queuePosition, Caller caller) =>
        RegistrationView.Of(deal, programs.For(deal), queuePosition, caller.Manufacturer is not null);

    private static bool IsOf(Caller caller, Registration deal) =>
        (caller.Partner == deal.Partner && caller.Reach.Includes(deal.Manufacturer)) || caller.Manufacturer == deal.Manufacturer;
}
