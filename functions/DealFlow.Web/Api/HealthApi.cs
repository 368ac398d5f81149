using DealFlow.Web.Endpoints;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Api;

/// <summary>A part that a host depends on, and how to ask whether it works.</summary>
/// <param name="Check">Returns when it works, throws when it does not.</param>
public sealed record HealthPart(string Name, Func<CancellationToken, Task> Check)
{
    /// <summary>What it is busy with although it works, and how far it has come; null: nothing.</summary>
    public Func<string?>? Progress { get; init; }
}

/// <summary>Whether the product works, part by part. 503 when one does not.</summary>
internal sealed class HealthApi(IReadOnlyList<HealthPart> parts)
{
    private const string Failing = "failing";

    public async Task<IResult> ReadAsync(HttpContext context, Caller caller)
    {
        var states = new Dictionary<string, string>();
        foreach (var part in parts)
            states[part.Name] = await StateAsync(part, context.RequestAborted);
        var isOk = !states.Values.Any(state => state.StartsWith(Failing, StringComparison.Ordinal));
        return new JsonAnswer(new HealthView(isOk ? "ok" : "failing", states), isOk ? 200 : 503);
    }

    private static async Task<string> StateAsync(HealthPart part, CancellationToken cancellation)
    {
        try
        {
            await part.Check(cancellation);
            return part.Progress?.Invoke() ?? "ok";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return $"{Failing}: {e.GetType().Name}";
        }
    }
}

/// <summary>The state of the product and of its parts.</summary>
public sealed record HealthView(string Status, IReadOnlyDictionary<string, string> Parts);
