using System.Text.Json;
using DealFlow.Workflow;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Endpoints;

/// <summary>JSON with a status, and an ETag and a location where they are given.</summary>
internal sealed record JsonAnswer(object? Body, int Status = StatusCodes.Status200OK, string? ETag = null, string? Location = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        if (ETag is not null)
            response.Headers.ETag = $"\"{ETag}\"";
        if (Location is not null)
            response.Headers.Location = Location;
        return JsonSerializer.SerializeAsync(response.Body, Body, DealFlowJson.Options, httpContext.RequestAborted);
    }
}
