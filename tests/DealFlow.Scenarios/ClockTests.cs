using System.Net;
using System.Net.Http.Json;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>Who may move the clock of the local host.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.OK)]
    public async Task Move_FromAPage_OnlyFromItsOwn(string site, HttpStatusCode expected)
    {
        await using var product = await Product.StartAsync();
        var answer = await product.SendAsync(
            HttpMethod.Post, "/local/clock", null, JsonContent.Create(new { advance = "1.00:00:00" }), ("Sec-Fetch-Site", site));
        Assert.Equal(expected, answer.Status);
        Assert.Equal(Product.Monday.Plus(NodaTime.Duration.FromDays(expected is HttpStatusCode.OK ? 1 : 0)), await product.NowAsync());
    }
}
