using System.Text.Json;
using System.Text.Json.Nodes;
using DealFlow.Domain.Amounts;
using DealFlow.Local.Stores;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages;
using DealFlow.Workflow;

namespace DealFlow.Local.Pages;

/// <summary>What finance has got: each event in words with its amounts, and whole as it was published.</summary>
internal sealed class EventPages(EventFeed feed, PageRenderer pages)
{
    private const int EventsAtOnce = 15;

    private static readonly JsonSerializerOptions Indented = new(DealFlowJson.Options) { WriteIndented = true };

    public Task<IResult> ListAsync(HttpContext context, Caller caller)
    {
        var events = feed.List(LocalPages.NumberOf(context.Request.Query["before"]), EventsAtOnce + 1);
        var shown = events.Take(EventsAtOnce).Select(found => LineOf(found.Number, found.Json)).ToList();
        return pages.PageAsync<EventsPage>(new EventsView(shown, events.Count > EventsAtOnce ? shown[^1].Number : null));
    }

    public async Task<IResult> ShowAsync(HttpContext context, Caller caller)
    {
        if (LocalPages.NumberOf(context.Request.RouteValues["number"] as string) is not { } number || feed.Find(number) is not { } json)
            return Problem.NotFound;
        return await pages.PageAsync<EventPage>(new EventView(LineOf(number, json), JsonNode.Parse(json)!.ToJsonString(Indented)));
    }

    public Task<IResult> JsonAsync(HttpContext context, Caller caller) =>
        Task.FromResult(Results.Content($"[{string.Join(',', feed.All())}]", "application/json; charset=utf-8"));

    /// <summary>An event as people of finance read it. What an event has not is null.</summary>
    public static EventLine LineOf(long number, string json)
    {
        var root = JsonNode.Parse(json)!;
        var (data, kind) = (root["data"]!, root["id"]!.ToString().Split('/')[^1]);
        return new EventLine(number, root["id"]!.ToString(), root["type"]!.ToString(), root["subject"]!.ToString(), kind, LocalTexts.Of(root["time"]!.ToString()))
        {
            Customer = data["customer"]?["name"]?.ToString(),
            Partner = data["partner"]?["name"]?.ToString(),
            VendorNumber = data["partner"]?["vendorNumber"]?.ToString(),
            Reference = data["invoice"]?["number"]?.ToString() ?? data["orderNumber"]?.ToString(),
            Net = Amount(data["net"]),
            Estimated = Amount(data["estimatedValue"]),
            Commission = Amount(data["commission"]?["amount"]),
            Percent = data["commission"]?["percent"]?.ToString(),
            TotalCommission = Amount(data["totals"]?["commission"]),
        };
    }

    private static string? Amount(JsonNode? money) => money.Deserialize<Money?>(DealFlowJson.Options) is { } amount ? LocalTexts.Format.Money(amount) : null;
}
