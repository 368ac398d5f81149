using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Collateral;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Api;

/// <summary>The sales material of an approved deal, with links made at each call.</summary>
internal sealed class CollateralApi(RegistrationReader reader, ICollateral collateral, IClock clock)
{
    public async Task<IResult> ListAsync(HttpContext context, Caller caller)
    {
        var deal = await reader.FindAsync(context, caller);
        return deal.Status is RegistrationStatus.Approved or RegistrationStatus.WonReported
            ? new JsonAnswer(await collateral.ListAsync(deal, clock.GetCurrentInstant(), context.RequestAborted))
            : Problem.Conflict($"Sales material is there for approved deals; this one is {Words.Of(deal.Status)}.", deal);
    }
}
