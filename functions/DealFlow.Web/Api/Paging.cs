using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Api;

/// <summary>What the lists of the API have in common.</summary>
internal static class Paging
{
    private const int Usual = 50;
    private const int Most = 200;

    /// <summary>How many items a page may have.</summary>
    public static int Limit(HttpContext context, Dictionary<string, string[]> errors)
    {
        if (context.Request.Query["limit"].ToString() is not { Length: > 0 } text)
            return Usual;
        if (int.TryParse(text, out var limit) && limit is >= 1 and <= Most)
            return limit;
        errors["limit"] = [$"Is a number from 1 to {Most}."];
        return Usual;
    }
}
