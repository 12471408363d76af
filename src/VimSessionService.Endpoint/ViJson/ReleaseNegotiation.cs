using System.Text.Json;
using System.Web;
using VimSessionService.Core;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Http;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.ViJson;

namespace VimSessionService.Endpoint.ViJson;

/// <summary>
/// Answers <c>POST /api/vcenter/system?action=hello</c>, by which a client finds the newest release of VI-JSON that both sides know. It takes no session
/// (docs/facts/vi-json.md).
/// </summary>
/// <param name="settings">What the operator set.</param>
/// <param name="buffers">The memory for requests.</param>
/// <param name="observers">Are told of requests as of calls.</param>
/// <param name="steps">Steps of the host's own before a request is processed.</param>
/// <param name="time">Measures how long requests take.</param>
internal sealed class ReleaseNegotiation(EndpointOptions settings, RequestBuffers buffers, CallObservers observers, RequestSteps steps, TimeProvider time)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/api/vcenter/system";

    /// <summary>What a request is, in logs.</summary>
    public const string Operation = "vcenter.system.hello";
    private const int MostReleases = 128;
    private const int LongestRelease = 64;

    /// <summary>Whether a request to the path asks for this: another action is a request of REST.</summary>
    public static bool IsAsked(HttpExchange exchange) =>
        exchange.Method.Equals("POST", StringComparison.OrdinalIgnoreCase) && HttpUtility.ParseQueryString(exchange.Query)["action"] == "hello";

    /// <summary>Answers a request.</summary>
    /// <param name="exchange">The request.</param>
    public async ValueTask HandleAsync(HttpExchange exchange)
    {
        var started = time.GetTimestamp();
        CallIntervention? intervention = null;
        int status;
        string? reason;
        try
        {
            intervention = steps.IsEmpty ? null : await steps.RunAsync(new DoorRequest(ViJsonDoor.Declared.Name, Operation, Path, exchange), exchange.Aborted);
            if (intervention?.Answer is { } changed)
                await changed.ApplyAsync(exchange);
            (status, reason) = intervention is { Answer: { ReplacesAnswer: true } replaced }
                ? (replaced.Status ?? 0, $"answered by {intervention.By}")
                : await AnswerAsync(exchange);
        }
        catch (ServiceBusyException busy)
        {
            (status, reason) = await SendAsync(exchange, 503, busy.Message);
        }

        observers.Tell(new CallFinished
        {
            Door = ViJsonDoor.Declared.Name,
            Operation = Operation,
            Method = exchange.Method,
            Target = exchange.RequestTarget,
            ClientAddress = exchange.RemoteAddress,
            UserAgent = exchange.FirstHeader("User-Agent") ?? "",
            Reason = reason,
            Path = Path,
            Intervention = intervention,
            Duration = time.GetElapsedTime(started),
            HttpStatus = status,
        });
    }

    private async ValueTask<(int Status, string? Reason)> AnswerAsync(HttpExchange exchange)
    {
        var buffer = buffers.Take();
        try
        {
            await RequestBody.ReadAsync(exchange, buffer, settings.MaxRequestBytes);
            if (!JsonContentType.IsJson(exchange.RequestHeader("Content-Type")))
                return await SendAsync(exchange, 415, "the body is not said to be JSON");
            return TryChoose(buffer.Content, out var release)
                ? await SendAsync(exchange, 200, null, $$"""{"api_release":"{{release}}"}""")
                : await SendAsync(exchange, 400, "the body names no releases", """{"error_type":"INVALID_ARGUMENT","messages":[]}""");
        }
        catch (RequestBodyException problem)
        {
            return await SendAsync(exchange, problem.Problem == RequestBodyProblem.TooLarge ? 413 : 400, problem.Message);
        }
        finally
        {
            buffers.Return(buffer);
        }
    }

    /// <summary>Chooses the first release that the server knows; none is an empty text.</summary>
    /// <returns>Whether the body is right.</returns>
    private bool TryChoose(ReadOnlyMemory<byte> body, out string release)
    {
        release = "";
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("api_releases", out var offered)
                || offered.ValueKind != JsonValueKind.Array
                || offered.GetArrayLength() is 0 or > MostReleases)
            {
                return false;
            }

            foreach (var one in offered.EnumerateArray())
            {
                if (one.ValueKind != JsonValueKind.String || one.GetString() is not { Length: <= LongestRelease } name)
                    return false;
                if (release.Length == 0 && ViJsonReleases.TryFind(name, settings.Version, out _))
                    release = name;
            }

            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // no JSON, or a text that is no UTF-8
        }
    }

    private static async ValueTask<(int Status, string? Reason)> SendAsync(HttpExchange exchange, int status, string? reason, string body = "")
    {
        exchange.SetStatus(status);
        exchange.SetLength(body.Length);
        if (body.Length > 0)
        {
            exchange.SetHeader("Content-Type", "application/json");
            await exchange.ResponseBody.WriteAsync(System.Text.Encoding.ASCII.GetBytes(body), exchange.Aborted);
        }

        return (status, reason);
    }
}
