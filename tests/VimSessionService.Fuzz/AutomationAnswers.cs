using System.Text.Json;

namespace VimSessionService.Fuzz;

/// <summary>Judges answers of the vSphere Automation API by status and form (docs/facts/automation-api.md, docs/compatibility/rest.md, docs/compatibility/json-rpc.md).</summary>
internal static class AutomationAnswers
{
    private const string TokenPath = "/api/vcenter/authentication/token";
    private const string OlderTokenPath = "/rest/vcenter/tokenservice/token-exchange";
    private const string Negotiation = "/api/vcenter/system";
    private const string Errors = "com.vmware.vapi.std.errors.";

    /// <summary>The statuses of errors in REST, with what the error is called; the service has no others.</summary>
    private static readonly Dictionary<int, string[]> Kinds = new()
    {
        [400] = ["INVALID_REQUEST", "INVALID_ARGUMENT"],
        [401] = ["UNAUTHENTICATED"],
        [403] = ["UNAUTHORIZED"],
        [404] = ["NOT_FOUND"],
        [413] = ["INVALID_REQUEST"],
        [503] = ["SERVICE_UNAVAILABLE"],
    };

    /// <summary>What is wrong with an answer; null for nothing, and for a request to another door.</summary>
    public static string? Judge(FuzzRequest request, int status, string content)
    {
        var path = request.Target.Split('?')[0];
        var isNewer = path.StartsWith("/api/", StringComparison.Ordinal) || path == "/api";
        if (!isNewer && !path.StartsWith("/rest/", StringComparison.Ordinal))
            return null;
        try
        {
            if (status is 200 or 500 && path is TokenPath or OlderTokenPath)
                return status == 200 ? JudgeToken(!isNewer, content) : JudgeGrant(!isNewer, content);
            if (path == Negotiation)
                return JudgeNegotiation(status, content);
            return path == "/api" && request.Method == "POST" ? JudgeRpc(status, content) : JudgeRest(!isNewer, status, content);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"the answer with status {status} has not its form ({broken.Message}): {content}";
        }
    }

    private static string? JudgeToken(bool isWrapped, string content)
    {
        using var document = JsonDocument.Parse(content);
        var result = isWrapped ? document.RootElement.GetProperty("value") : document.RootElement;
        return result.GetProperty("access_token").GetString() is { Length: > 0 } ? null : $"no token: {content}";
    }

    /// <summary>A token that is refused is told with status 500 (docs/compatibility/rest.md).</summary>
    private static string? JudgeGrant(bool isWrapped, string content)
    {
        using var document = JsonDocument.Parse(content);
        var error = isWrapped ? document.RootElement.GetProperty("value") : document.RootElement;
        return error.GetProperty("messages")[0].GetProperty("id").GetString() == "com.vmware.vcenter.tokenservice.exceptions.InvalidGrant" ? null : $"another error than a refused grant: {content}";
    }

    private static string? JudgeRest(bool isWrapped, int status, string content)
    {
        if (status == 204)
            return content.Length == 0 ? null : $"a body with status 204: {content}";
        if (status is 200 or 201)
        {
            if (content.Length == 0)
                return isWrapped && status == 200 ? null : $"no body with status {status}";
            using var result = JsonDocument.Parse(content);
            return JudgeResult(isWrapped ? result.RootElement.GetProperty("value") : result.RootElement, isNew: isWrapped || status == 201);
        }

        if (!Kinds.TryGetValue(status, out var kinds))
            return $"status {status}: {content}";
        using var document = JsonDocument.Parse(content);
        var error = document.RootElement;
        if (isWrapped)
        {
            if (error.GetProperty("type").GetString() is not { } type || !kinds.Contains(type.Replace(Errors, "", StringComparison.Ordinal).ToUpperInvariant()) || !type.StartsWith(Errors, StringComparison.Ordinal))
                return $"another error than status {status} has: {content}";
            error = error.GetProperty("value");
        }

        if (!kinds.Contains(error.GetProperty("error_type").GetString()))
            return $"another error than status {status} has: {content}";
        if (error.TryGetProperty("challenge", out _) != (status == 401))
            return $"a challenge belongs to status 401 alone: {content}";
        return JudgeMessages(error.GetProperty("messages")) ? null : $"no messages: {content}";
    }

    /// <summary>A session's id, or what a session is.</summary>
    private static string? JudgeResult(JsonElement result, bool isNew)
    {
        if (result.ValueKind == JsonValueKind.String && isNew)
            return result.GetString()!.Length == 40 ? null : $"no id of a session: {result}";
        return result.EnumerateObject().Select(static member => member.Name).Order(StringComparer.Ordinal).SequenceEqual(["created_time", "last_accessed_time", "user"]) ? null : $"no session: {result}";
    }

    private static bool JudgeMessages(JsonElement messages) => messages.GetArrayLength() == 1 && messages.EnumerateArray().All(static message =>
        message.GetProperty("id").GetString() is { Length: > 0 } && message.GetProperty("default_message").GetString() is { Length: > 0 } && message.GetProperty("args").EnumerateArray().All(static arg => arg.ValueKind == JsonValueKind.String));

    private static string? JudgeRpc(int status, string content)
    {
        if (status is not (200 or 400 or 413))
            return $"status {status}: {content}";
        using var document = JsonDocument.Parse(content);
        var envelope = document.RootElement;
        if (envelope.GetProperty("jsonrpc").GetString() != "2.0")
            return $"no version of JSON-RPC: {content}";
        if (envelope.TryGetProperty("error", out var broken))
        {
            if (broken.GetProperty("message").GetString() is not { Length: > 0 } || (status == 400) != (broken.GetProperty("code").GetInt32() == 400))
                return $"no error of JSON-RPC: {content}";
            return envelope.TryGetProperty("id", out _) == (status == 200) ? null : $"an id belongs to status 200 alone: {content}";
        }

        if (!envelope.TryGetProperty("id", out _))
            return $"no id: {content}";
        var result = envelope.GetProperty("result").EnumerateObject().Single();
        if (result.Name == "output")
            return status == 200 && (result.Value.ValueKind == JsonValueKind.Null || result.Value.EnumerateObject().Single().Name is "SECRET" or "STRUCTURE") ? null : $"no output: {content}";
        var error = result.Value.GetProperty("ERROR").EnumerateObject().Single();
        return result.Name == "error" && error.Name.StartsWith(Errors, StringComparison.Ordinal) && error.Value.GetProperty("messages").GetArrayLength() == 1 ? null : $"no error: {content}";
    }

    /// <summary>The choice of a release, whose errors have no messages.</summary>
    private static string? JudgeNegotiation(int status, string content)
    {
        if (content.Length == 0)
            return status is 400 or 404 or 405 or 413 or 415 or 503 ? null : $"status {status} without a body";
        using var document = JsonDocument.Parse(content);
        return status switch
        {
            200 => document.RootElement.GetProperty("api_release").ValueKind == JsonValueKind.String ? null : $"no release: {content}",
            400 => document.RootElement.GetProperty("error_type").GetString() == "INVALID_ARGUMENT" ? null : $"another error: {content}",
            _ => JudgeRest(isWrapped: false, status, content),
        };
    }
}
