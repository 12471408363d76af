using System.Text.Json;

namespace VimSessionService.Vapi.JsonRpc;

/// <summary>The parts of a request of JSON-RPC.</summary>
internal sealed class JsonRpcMessage
{
    private JsonRpcMessage(JsonElement root, JsonElement parameters, string serviceId, string operationId)
    {
        Root = root;
        ServiceId = serviceId;
        OperationId = operationId;
        Input = Member(parameters, "input");
        var context = Member(parameters, "ctx");
        SecurityContext = Member(context, "securityCtx");
        CallId = Text(Member(context, "appCtx"), "opId");
    }

    /// <summary>The whole message.</summary>
    public JsonElement Root { get; }

    /// <summary>The service.</summary>
    public string ServiceId { get; }

    /// <summary>The operation.</summary>
    public string OperationId { get; }

    /// <summary>The arguments of the operation; undefined when they are missing.</summary>
    public JsonElement Input { get; }

    /// <summary>The credentials; undefined when there are none.</summary>
    public JsonElement SecurityContext { get; }

    /// <summary>The client's own id of the call; null for none.</summary>
    public string? CallId { get; }

    /// <summary>Reads a message; gives the error for one that is wrong.</summary>
    public static JsonRpcError? Read(JsonElement root, out JsonRpcMessage? message)
    {
        message = null;
        if (root.ValueKind != JsonValueKind.Object || Text(root, "jsonrpc") != "2.0" || Text(root, "method") is not { } method)
            return JsonRpcError.InvalidRequest;
        if (method != "invoke")
            return JsonRpcError.MethodNotFound;
        var parameters = Member(root, "params");
        if (Text(parameters, "serviceId") is not { } serviceId || Text(parameters, "operationId") is not { } operationId)
            return JsonRpcError.InvalidParams;
        if (Member(parameters, "ctx").ValueKind != JsonValueKind.Object || Member(parameters, "input").ValueKind != JsonValueKind.Object)
            return JsonRpcError.InvalidRequest;
        message = new JsonRpcMessage(root, parameters, serviceId, operationId);
        return null;
    }

    /// <summary>The id of a request, as JSON; null for none that is a string or a number.</summary>
    public static string? IdOf(JsonElement root) => Member(root, "id") is { ValueKind: JsonValueKind.String or JsonValueKind.Number } id ? id.GetRawText() : null;

    /// <summary>A member of an object; undefined when it is missing.</summary>
    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <summary>A text that is a member of an object; null when it is missing or no text.</summary>
    public static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
