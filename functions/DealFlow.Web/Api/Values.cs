using System.Globalization;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Web.Api;

/// <summary>Judges the values of small requests, and collects everything that is wrong with them.</summary>
internal sealed class Values
{
    private readonly Dictionary<string, string[]> _errors = [];

    public bool Any => _errors.Count > 0;

    /// <summary>What is wrong.</summary>
    public IReadOnlyCollection<string> Paths => _errors.Keys;

    public void Add(string path, string text) => _errors.TryAdd(path, [text]);

    public T? Fail<T>(string path, string text)
    {
        Add(path, text);
        return default;
    }

    /// <param name="oneLine">Without line breaks and tabs.</param>
    public string Required(string path, string? text, int longest, bool oneLine = false)
    {
        if (string.IsNullOrWhiteSpace(text))
            Add(path, "Is required.");
        else
            Optional(path, text, longest, oneLine);
        return text ?? "";
    }

    public void Optional(string path, string? text, int longest, bool oneLine = false)
    {
        if (text is null)
            return;
        if (text.Length > longest)
            Add(path, $"Must have {longest} characters at most.");
        else if (!TextRules.IsClean(text, lineBreaks: !oneLine))
            Add(path, $"Must not contain control characters{(oneLine ? ", line breaks" : "")} or text-direction marks.");
    }

    public LocalDate? Date(string path, string? text)
    {
        if (text is null)
            return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day })
            return day;
        return Fail<LocalDate?>(path, "Is no date of the form 2026-12-15.");
    }

    public void Absent(string path, object? value, string belongsTo)
    {
        if (value is not null)
            Add(path, $"Belongs to the outcome '{belongsTo}' only.");
    }

    public void ThrowIfAny()
    {
        if (Any)
            throw new ProblemException(Problem.Invalid(_errors));
    }
}

/// <summary>Conditional requests.</summary>
internal static class Preconditions
{
    /// <summary>The revision that <c>If-Match</c> names; null: any.</summary>
    public static int? Revision(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString().Trim();
        if (header.Length == 0 || header == "*")
            return null;
        var text = header.Trim('"');
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) && header == $"\"{text}\""
            ? revision
            : throw new ProblemException(Problem.BadRequest("If-Match names one revision in quotation marks, as in \"7\"."));
    }
}
