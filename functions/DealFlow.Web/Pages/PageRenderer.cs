using System.Text.Encodings.Web;
using System.Text.Unicode;
using DealFlow.Web.Endpoints;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DealFlow.Web.Pages;

/// <summary>
/// Renders pages as static HTML. Safe for many requests at once: each page has a renderer of its own, because a renderer keeps what it rendered
/// and works for one caller at a time; only the services are shared.
/// </summary>
public sealed class PageRenderer
{
    private readonly IServiceProvider _services =
        new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();

    /// <summary>A page with its status. The component has a parameter named <c>View</c>.</summary>
    public async Task<IResult> PageAsync<TPage>(object view, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(_services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["View"] = view });
        var html = await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync<TPage>(parameters)).ToHtmlString());
        return new PageAnswer(html, status, "text/html; charset=utf-8");
    }

    /// <summary>A problem as a page, in the language that the browser wishes.</summary>
    public Task<IResult> ProblemAsync(HttpContext context, Problem problem)
    {
        var reader = PageReader.Of(context);
        var texts = reader.Texts;
        List<string> paragraphs = [texts.Find($"Problem_{problem.Kind}_Text") ?? problem.Detail];
        if (problem.Status >= StatusCodes.Status500InternalServerError)
            paragraphs.Add(texts.Get("Problem_Trace", context.TraceIdentifier));
        problem.SetHeaders(context.Response.Headers);
        var view = new MessageView(reader, texts.Find($"Problem_{problem.Kind}_Title") ?? problem.Title, paragraphs)
        {
            IsAlert = true,
            Next = new PageLink(texts.Get("Layout_Home"), "/"),
        };
        return PageAsync<MessagePage>(view, problem.Status);
    }
}
