using System.Text;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Tests.Pages;
using Microsoft.AspNetCore.Http;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Web.Tests.Endpoints;

public sealed class EndpointRunnerTests
{
    [Fact]
    public async Task RunAsync_AnswerCannotBeWritten_SaysSoAndKeepsTheHeaders()
    {
        var endpoint = new Endpoint("GET", "/broken", Access.Anyone, (_, _) => Task.FromResult<IResult>(new Broken()));
        var context = new DefaultHttpContext { RequestServices = EmptyServices.Instance };
        context.Response.Body = new MemoryStream();

        await new PageWorld().Runner.RunAsync(endpoint, context);

        Assert.Equal(500, context.Response.StatusCode);
        Assert.Equal("no-store", context.Response.Headers.CacheControl);
        var body = Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        Assert.Contains("\"type\":\"/problems#failure\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }

    private sealed record Broken : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Location = "/secret";
            throw new InvalidOperationException("secret");
        }
    }
}
