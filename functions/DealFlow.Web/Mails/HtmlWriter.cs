using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DealFlow.Web.Mails;

/// <summary>
/// Lays a mail out as HTML. The services are its own and shared by all mails; a renderer is made for each, because a renderer keeps every
/// component that it ever rendered and works for one caller at a time.
/// </summary>
internal static class HtmlWriter
{
    private static readonly ServiceProvider Services = new ServiceCollection()
        .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
        .BuildServiceProvider();

    private static readonly ILoggerFactory Loggers = NullLoggerFactory.Instance;

    public static async Task<string> WriteAsync(MailBody body)
    {
        await using var renderer = new HtmlRenderer(Services, Loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(MailLayout.Body)] = body });
        return await renderer.Dispatcher.InvokeAsync(async () =>
            InLines((await renderer.RenderComponentAsync<MailLayout>(parameters)).ToHtmlString()));
    }

    /// <summary>A line for each row and paragraph: mail servers cut very long lines. What people wrote is escaped and has no tags.</summary>
    private static string InLines(string html) => html.ReplaceLineEndings("\n")
        .Replace("<td ", "\n<td ", StringComparison.Ordinal)
        .Replace("<tr>", "\n<tr>", StringComparison.Ordinal)
        .Replace("<p ", "\n<p ", StringComparison.Ordinal);
}
