using System.Globalization;
using DealFlow.Embedded;
using DealFlow.Local.Pages;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages;
using DealFlow.Workflow;
using DealFlow.Workflow.Durable;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Local.Instances;

/// <summary>The instances of the engine for operators: all of them, one with its history, and what can be done with it.</summary>
internal sealed class InstancePages(CommitQueue commits, EmbeddedEngine engine, InstanceTokens tokens, PageRenderer pages)
{
    private const string Path = "/local/instances";
    private const int PageSize = 50;

    public IReadOnlyList<Endpoint> All =>
    [
        new(HttpMethods.Get, Path, Access.Anyone, ListAsync),
        new(HttpMethods.Head, Path, Access.Anyone, ListAsync),
        new(HttpMethods.Get, Path + "/{id}", Access.Anyone, ShowAsync),
        new(HttpMethods.Head, Path + "/{id}", Access.Anyone, ShowAsync),
        new(HttpMethods.Post, Path + "/{id}/{action}", Access.Anyone, ActAsync) { LargestBody = FormBody.MostBytes },
    ];

    private async Task<IResult> ListAsync(HttpContext context, Caller caller)
    {
        var wished = context.Request.Query["state"].ToString();
        InstanceState? state = Enum.TryParse<InstanceState>(wished, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;
        if (wished.Length > 0 && state is null)
            return Problem.NotFound;
        var page = InstanceLook.List(commits, new InstanceQuery(state, context.Request.Query["after"], PageSize));
        return await pages.PageAsync<InstancesPage>(new InstancesView(InstanceTexts.Of(context), state, page));
    }

    private Task<IResult> ShowAsync(HttpContext context, Caller caller) => PageAsync(context, null, StatusCodes.Status200OK);

    private async Task<IResult> ActAsync(HttpContext context, Caller caller)
    {
        var texts = InstanceTexts.Of(context);
        var (id, action) = (IdOf(context), InstanceAction.All.FirstOrDefault(action => action.Name == context.Request.RouteValues["action"] as string));
        if (action is null || InstanceLook.Find(commits, id) is null)
            return Answer(context, Problem.NotFound);
        var form = await FormBody.ReadAsync(context);
        if (!tokens.IsGood(form.Text(InstanceTokens.Field), id, action))
            return await RefusedAsync(context, StatusCodes.Status403Forbidden, "role", texts.Get("Instances_Foreign"));
        if (form.Text("confirm") is null)
            return await RefusedAsync(context, StatusCodes.Status422UnprocessableEntity, "values", texts.Get("Instances_Unconfirmed"));
        if (!await action.OnAsync(engine, id, context.RequestAborted))
            return await RefusedAsync(context, StatusCodes.Status409Conflict, "state", texts.Get("Instances_WrongState"));
        if (IsForMachine(context))
            return Results.Json(new { state = InstanceLook.Find(commits, id)?.Info.State }, DealFlowJson.Options);
        context.Response.Headers.Location = $"{Path}/{Uri.EscapeDataString(id)}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<IResult> RefusedAsync(HttpContext context, int status, string kind, string why) =>
        IsForMachine(context) ? new ForMachines(new Problem(status, kind, why, why)) : await PageAsync(context, why, status);

    private async Task<IResult> PageAsync(HttpContext context, string? alert, int status)
    {
        var (id, before) = (IdOf(context), context.Request.Query["before"].ToString());
        long? turn = long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (InstanceLook.Find(commits, id, turn) is not { } found)
            return Problem.NotFound;
        List<InstanceAct> acts = [.. InstanceAction.All.Where(action => action.AllowedIn.Contains(found.Info.State))
            .Select(action => new InstanceAct(action.Name, tokens.Of(id, action)))];
        return await pages.PageAsync<OneInstancePage>(new InstanceView(InstanceTexts.Of(context), found, acts, alert), status);
    }

    private static IResult Answer(HttpContext context, Problem problem) => IsForMachine(context) ? new ForMachines(problem) : problem;

    private static bool IsForMachine(HttpContext context) => context.Request.Headers.Accept.ToString() == "application/json";

    private static string IdOf(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";
}
