using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using DealFlow.Web.Endpoints;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Api;

/// <summary>Reads JSON bodies: bounded, valid UTF-8, one value, no member twice.</summary>
internal static class RequestBody
{
    private const int MostBytes = 256 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>
    /// Reads an object. Unknown members and wrong types are collected in <paramref name="shape"/>; what cannot be read at all ends the request.
    /// </summary>
    public static async Task<(T Value, JsonElement Json)> ReadAsync<T>(HttpContext context, ShapeErrors shape, Func<JsonFields, T> read) =>
        Read(await BytesAsync(context), shape, read);

    private static (T Value, JsonElement Json) Read<T>(byte[] bytes, ShapeErrors shape, Func<JsonFields, T> read)
    {
        var json = Parse(bytes);
        if (json.ValueKind is not JsonValueKind.Object)
            throw new ProblemException(Problem.BadRequest("The body must be a JSON object."));
        return (JsonFields.Read(json, "", shape, read), json);
    }

    /// <summary>Reads one value of any kind.</summary>
    public static async Task<JsonElement> ReadJsonAsync(HttpContext context) => Parse(await BytesAsync(context));

    /// <summary>Reads an object, and ends the request where its shape is wrong.</summary>
    public static async Task<T> ReadStrictAsync<T>(HttpContext context, Func<JsonFields, T> read)
    {
        var shape = new ShapeErrors();
        var (value, _) = await ReadAsync(context, shape, read);
        shape.ThrowIfAny();
        return value;
    }

    /// <summary>Reads nothing: the body is empty, or an object without members.</summary>
    public static async Task ReadNothingAsync(HttpContext context)
    {
        var bytes = await BytesAsync(context);
        if (bytes.Length == 0)
            return;
        var shape = new ShapeErrors();
        Read(bytes, shape, _ => 0);
        shape.ThrowIfAny();
    }

    private static async Task<byte[]> BytesAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int count;
        while ((count = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, count);
            if (buffer.Length > MostBytes)
                throw new ProblemException(Problem.TooLarge(MostBytes));
        }

        return buffer.ToArray();
    }

    private static JsonElement Parse(byte[] bytes)
    {
        if (bytes.Length == 0)
            throw new ProblemException(Problem.BadRequest("The request has no body; send a JSON object."));
        if (!Utf8.IsValid(bytes))
            throw new ProblemException(Problem.BadRequest("The body is not valid UTF-8."));
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.Clone();
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(Problem.BadRequest("The body has a name with half of a character (a broken surrogate pair)."));
        }
        catch (JsonException e)
        {
            throw new ProblemException(Problem.BadRequest(e.LineNumber is { } line
                ? $"The body is not valid JSON (line {line + 1}, byte {e.BytePositionInLine + 1})."
                : "The body is not valid JSON: a member is there twice."));
        }
    }
}
