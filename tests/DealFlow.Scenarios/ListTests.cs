using System.Net;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>Lists of registrations over HTTP.</summary>
public sealed class ListTests
{
    [Fact]
    public async Task List_FollowedByNext_ShowsEachOnceNewestFirst()
    {
        await using var product = await Product.StartAsync();
        var ids = new List<string>();
        for (var number = 1; number <= 5; number++)
            ids.Insert(0, await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(number)));

        var listed = new List<string>();
        var path = "/api/registrations?limit=2";
        for (string? next = ""; next is not null;)
        {
            var page = await product.GetAsync(next.Length == 0 ? path : $"{path}&cursor={Uri.EscapeDataString(next)}", Keys.AlpenIt);
            Assert.True(page.Status is HttpStatusCode.OK, page.Text);
            listed.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            next = page.Json.GetProperty("next").GetString();
        }

        Assert.Equal(ids, listed);
    }

    [Fact]
    public async Task List_CursorTooLong_Refused()
    {
        await using var product = await Product.StartAsync();
        var answer = await product.GetAsync($"/api/registrations?cursor={new string('1', 201)}", Keys.AlpenIt);
        Assert.Equal((HttpStatusCode)422, answer.Status);
        Assert.Equal(["cursor"], answer.Errors);
    }
}
