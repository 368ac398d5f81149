using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Events;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Pages;

/// <summary>What anybody may see: the start page, the explanation of errors, the style sheet and the schemas of the events.</summary>
internal sealed class PublicPages(PageRenderer pages, HomeNotice? notice)
{
    private const string ForAnHour = "public, max-age=3600";

    private static readonly string StyleSheet = ReadStyleSheet();

    public Task<IResult> HomeAsync(HttpContext context, Caller caller) =>
        pages.PageAsync<HomePage>(new HomeView(PageReader.Of(context), DealEventSchemas.Names, notice));

    public Task<IResult> ProblemsAsync(HttpContext context, Caller caller) => pages.PageAsync<ProblemsPage>(new ProblemsView(PageReader.Of(context)));

    public static Task<IResult> StyleAsync(HttpContext context, Caller caller) =>
        Task.FromResult<IResult>(new PageAnswer(StyleSheet, StatusCodes.Status200OK, "text/css; charset=utf-8") { Cache = ForAnHour });

    public static Task<IResult> SchemaAsync(HttpContext context, Caller caller) => Task.FromResult<IResult>(
        DealEventSchemas.Find(context.Request.RouteValues["name"] as string ?? "") is { } schema
            ? new PageAnswer(schema, StatusCodes.Status200OK, "application/schema+json") { Cache = ForAnHour }
            : Problem.NotFound);

    private static string ReadStyleSheet()
    {
        using var reader = new StreamReader(typeof(PublicPages).Assembly.GetManifestResourceStream("style.css")!);
        return reader.ReadToEnd();
    }
}
