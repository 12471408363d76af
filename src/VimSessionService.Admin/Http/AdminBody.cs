using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.Admin.Http;

/// <summary>Reads the JSON bodies of requests.</summary>
internal static class AdminBody
{
    /// <summary>The largest body of a usual request, in bytes.</summary>
    public const int UsualBytes = 1024 * 1024;

    /// <summary>Reads a body.</summary>
    /// <exception cref="ProblemException">It is missing, too large, no JSON, or has a field that the request does not have.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int mostBytes = UsualBytes)
        where T : class
    {
        var request = context.Request;
        if (!request.HasJsonContentType())
        {
            throw ProblemException.Of(
                "unsupported-media-type", StatusCodes.Status415UnsupportedMediaType, "The body is no JSON", "Send a JSON body with 'Content-Type: application/json'.");
        }

        var body = await ReadBytesAsync(request, mostBytes, context.RequestAborted);
        try
        {
            var value = JsonSerializer.Deserialize(body.AsSpan(), type) ?? throw ProblemException.Invalid("#", "is null. Send an object");
            NullItems.Refuse(body, type);
            return value;
        }
        catch (JsonException failure)
        {
            throw Refuse(failure, type);
        }
    }

    /// <summary>Reads a body that is JSON or written in another language.</summary>
    /// <exception cref="ProblemException">It is too large, or of another type.</exception>
    public static Task<byte[]> ReadDocumentAsync(HttpContext context, string language)
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim();
        if (!context.Request.HasJsonContentType() && type?.Equals($"application/{language}", StringComparison.OrdinalIgnoreCase) is not true)
        {
            throw ProblemException.Of(
                "unsupported-media-type", StatusCodes.Status415UnsupportedMediaType, "The body is of another type", $"Send JSON with 'Content-Type: application/json', or {language.ToUpperInvariant()} with 'Content-Type: application/{language}'.");
        }

        return ReadBytesAsync(context.Request, UsualBytes, context.RequestAborted);
    }

    private static async Task<byte[]> ReadBytesAsync(HttpRequest request, int mostBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > mostBytes)
            throw TooLarge(mostBytes);
        using var memory = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (memory.Length + read > mostBytes)
                throw TooLarge(mostBytes);
            memory.Write(buffer, 0, read);
        }

        return memory.ToArray();
    }

    private static ProblemException TooLarge(int mostBytes) => ProblemException.Of(
        "body-too-large", StatusCodes.Status413PayloadTooLarge, "The body is too large", $"The body may have {mostBytes} bytes.");

    private static ProblemException Refuse(JsonException failure, JsonTypeInfo type) => JsonPlaces.Describe(failure, type) is var (pointer, detail, allowed)
        ? ProblemException.Invalid(pointer, detail, allowed)
        : throw new InvalidOperationException();
}
