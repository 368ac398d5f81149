using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Web.Api;

/// <summary>A request to register as a file: the JSON of <c>POST /api/registrations</c>.</summary>
public static class RegistrationFile
{
    /// <summary>Reads one. The errors name members that are unknown or of the wrong type, by path.</summary>
    public static (RegistrationDraft? Draft, IReadOnlyDictionary<string, string[]> Errors) Read(byte[] utf8)
    {
        try
        {
            var shape = new ShapeErrors();
            var (draft, _) = RequestBody.Read(utf8, shape, RegistrationJson.Read);
            return (draft, shape.All);
        }
        catch (ProblemException e)
        {
            return (null, new Dictionary<string, string[]> { [""] = [e.Problem.Detail] });
        }
    }
}
