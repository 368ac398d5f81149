using System.Text;
using DealFlow.Web.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace DealFlow.Web.Pages;

/// <summary>A posted form: urlencoded, bounded, read without any middleware.</summary>
public sealed class FormBody
{
    /// <summary>The most bytes.</summary>
    public const int MostBytes = 64 * 1024;

    private readonly Dictionary<string, StringValues> _fields;

    private FormBody(Dictionary<string, StringValues> fields) => _fields = fields;

    /// <summary>The text of a field with line breaks as one character; null where it is missing or blank.</summary>
    public string? Text(string name) =>
        _fields.TryGetValue(name, out var values) && values is [{ } text, ..] && !string.IsNullOrWhiteSpace(text) ? text.ReplaceLineEndings("\n") : null;

    /// <summary>All texts of a field that was ticked or filled more than once; blank ones are left out.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        _fields.TryGetValue(name, out var values) ? [.. values.OfType<string>().Where(text => !string.IsNullOrWhiteSpace(text))] : [];

    /// <summary>Every field with each of its texts, as it was sent.</summary>
    public IEnumerable<(string Name, string Text)> All =>
        _fields.SelectMany(pair => pair.Value.OfType<string>().Select(text => (pair.Key, text)));

    /// <summary>Whether the request carries such a form.</summary>
    public static bool IsForm(HttpContext context) =>
        MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the form, or ends the request. Read a second time it is the same.</summary>
    /// <exception cref="ProblemException">It is no form, or too large.</exception>
    public static async Task<FormBody> ReadAsync(HttpContext context)
    {
        if (context.Items.TryGetValue(typeof(FormBody), out var read))
            return (FormBody)read!;
        if (!IsForm(context))
            throw new ProblemException(Problem.BadRequest("The body must be a urlencoded form."));
        using var body = await BodyAsync(context);
        try
        {
            using var reader = new FormReader(body, Encoding.UTF8) { ValueCountLimit = 128 };
            var form = new FormBody(await reader.ReadFormAsync(context.RequestAborted));
            context.Items[typeof(FormBody)] = form;
            return form;
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(Problem.BadRequest("The form could not be read."));
        }
    }

    private static async Task<MemoryStream> BodyAsync(HttpContext context)
    {
        var buffer = new MemoryStream();
        var chunk = new byte[8 * 1024];
        int count;
        while ((count = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, count);
            if (buffer.Length > MostBytes)
                throw new ProblemException(Problem.TooLarge(MostBytes));
        }

        buffer.Position = 0;
        return buffer;
    }
}
