using DealFlow.Web.Endpoints;

namespace DealFlow.Local.Pages;

/// <summary>Problem details as they are: the address also serves people, whose problems become pages.</summary>
internal sealed record ForMachines(Problem Problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => Problem.ExecuteAsync(httpContext);
}
