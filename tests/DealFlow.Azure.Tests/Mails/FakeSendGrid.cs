using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DealFlow.Azure.Tests.Mails;

/// <summary>An HTTP server on loopback that takes what SendGrid's client sends, and answers as the test wants.</summary>
internal sealed class FakeSendGrid : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ConcurrentQueue<int> _answers = new();

    private FakeSendGrid(WebApplication web) => _web = web;

    /// <summary>What was sent, in order.</summary>
    public ConcurrentQueue<JsonElement> Mails { get; } = new();

    /// <summary>The keys that were sent along.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    /// <summary>Whether it answers nothing but 503.</summary>
    public bool IsDown { get; set; }

    public string Address => _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<FakeSendGrid> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var server = new FakeSendGrid(web);
        web.Run(server.AnswerAsync);
        await web.StartAsync();
        return server;
    }

    /// <summary>Answers the next requests with these statuses; 0 breaks the connection off after the mail was taken.</summary>
    public void Answer(params int[] statuses)
    {
        foreach (var status in statuses)
            _answers.Enqueue(status);
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Keys.Enqueue(context.Request.Headers.Authorization.ToString());
        var mail = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        var status = IsDown ? 503 : _answers.TryDequeue(out var wanted) ? wanted : 202;
        if (status is 0 or 202)
            Mails.Enqueue(mail);
        if (status is 0)
            context.Abort();
        else
            context.Response.StatusCode = status;
    }
}
