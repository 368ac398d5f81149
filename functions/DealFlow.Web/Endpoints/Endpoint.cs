using DealFlow.Web.Pages;
using DealFlow.Workflow.Partners;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Endpoints;

/// <summary>
/// One route. Both hosts serve the same list: the local host maps it, and the Functions host has a one-line trigger for each. The handler runs
/// inside <see cref="EndpointRunner"/>, which has let nobody through but <paramref name="Access"/>.
/// </summary>
/// <param name="Route">An ASP.NET Core route template without constraints.</param>
public sealed record Endpoint(string Method, string Route, Access Access, Func<HttpContext, Caller, Task<IResult>> Handle, EndpointDescription? Description = null)
{
    /// <summary>The largest request body in bytes.</summary>
    public long LargestBody { get; init; } = 256 * 1024;

    /// <summary>Whether people see it: errors are pages then, and not problem details.</summary>
    public bool IsPage => Description is null;
}

/// <summary>What the OpenAPI document says of a route of the API. Types are the JSON that is read and written.</summary>
public sealed record EndpointDescription(string Id, string Summary, Type? Request, Type? Response, int Success, params int[] Problems)
{
    /// <summary>The names of query parameters.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>Further statuses under which the same is answered as on success.</summary>
    public IReadOnlyList<int> AlsoAnswers { get; init; } = [];
}

/// <summary>Who may call.</summary>
public enum Access
{
    /// <summary>Anybody; where a token is needed, the handler judges it.</summary>
    Anyone,

    /// <summary>A partner's key.</summary>
    Partner,

    /// <summary>A key of a manufacturer's system.</summary>
    Manufacturer,

    /// <summary>Either key; each sees what is its own.</summary>
    PartnerOrManufacturer,

    /// <summary>A person who has signed in for a partner.</summary>
    PartnerPerson,

    /// <summary>A person who has signed in for a manufacturer.</summary>
    ManufacturerPerson,

    /// <summary>Anybody who has signed in.</summary>
    Person,
}

/// <summary>Who calls: a partner, a manufacturer, or nobody known; by a key, or as a person who has signed in.</summary>
public sealed record Caller(string? Partner, string? Manufacturer)
{
    /// <summary>How far one who calls for a partner reaches.</summary>
    public Reach Reach { get; init; } = Reach.All;

    /// <summary>The person who has signed in; null for a key.</summary>
    public Visitor? Visitor { get; init; }

    /// <summary>Nobody known.</summary>
    public static Caller Unknown { get; } = new(null, null);
}
