using System.Net;
using System.Text.Json;
using DealFlow.Embedded;
using DealFlow.Local.Clock;
using DealFlow.Local.Hosting;
using DealFlow.Local.Stores;
using DealFlow.Web.Hosting;
using DealFlow.Workflow.Links;
using NodaTime;

namespace DealFlow.Local.Instances;

/// <summary>Acts on an instance of a data folder: through the host that runs on it, or in its file where none runs.</summary>
internal sealed class OperatorHand(CommitQueue commits, string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly LocalSettings _settings = new(commits);

    /// <summary>False: the instance is not in a state for it.</summary>
    /// <exception cref="HostStartException">A host runs there, but does not answer.</exception>
    public async Task<bool> DoAsync(InstanceAction action, string id, CancellationToken cancellation)
    {
        var clock = new VirtualClock(SystemClock.Instance, ClockDriver.StoredOffset(_settings));
        try
        {
            await using var taken = DataFolder.Take(folder); // no host begins meanwhile
            return await action.OnAsync(new StoppedEngine(commits, clock), id);
        }
        catch (FolderInUseException)
        {
            var signer = new TokenSigner((await SigningKeys.OpenAsync(_settings, new SystemRandomness(), clock)).Current);
            return await AskAsync(action, id, new InstanceTokens(signer, clock).Of(id, action), cancellation);
        }
    }

    private async Task<bool> AskAsync(InstanceAction action, string id, string token, CancellationToken cancellation)
    {
        var address = _settings.Get(InstancesCommand.AddressName) ?? throw new HostStartException("The host that runs there does not say where it listens. Start it again.");
        using var http = new HttpClient { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address.TrimEnd('/')}/local/instances/{Uri.EscapeDataString(id)}/{action.Name}")
        {
            Content = new FormUrlEncodedContent([new(InstanceTokens.Field, token), new("confirm", "yes")]),
            Headers = { { "Accept", "application/json" } },
        };
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => true,
                HttpStatusCode.Conflict => false,
                _ => throw new HostStartException(await ReasonAsync(answer, cancellation)),
            };
        }
        catch (HttpRequestException e)
        {
            throw new HostStartException($"The host at {address} does not answer ({e.HttpRequestError}). If it has just begun or ended, try again.");
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.Content.Headers.ContentType?.MediaType is not "application/problem+json")
            return $"The host refuses it ({(int)answer.StatusCode}).";
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellation));
        return problem.RootElement.GetProperty("detail").GetString()!;
    }
}
