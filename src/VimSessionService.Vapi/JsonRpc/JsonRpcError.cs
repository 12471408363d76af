namespace VimSessionService.Vapi.JsonRpc;

/// <summary>An error of the protocol: the request is none that an operation could be called by.</summary>
/// <param name="Code">The code.</param>
/// <param name="Message">The message.</param>
internal sealed record JsonRpcError(int Code, string Message)
{
    /// <summary>The body is no JSON, is nested too deep, or has a member twice.</summary>
    public static readonly JsonRpcError Parse = new(-32700, "Parse Error");

    /// <summary>The body is no request of JSON-RPC.</summary>
    public static readonly JsonRpcError InvalidRequest = new(-32600, "Invalid Request");

    /// <summary>There is no method but <c>invoke</c>.</summary>
    public static readonly JsonRpcError MethodNotFound = new(-32601, "Method not found");

    /// <summary>A parameter of <c>invoke</c> is missing or of another type.</summary>
    public static readonly JsonRpcError InvalidParams = new(-32602, "Invalid params");

    /// <summary>The headers name another operation than the body, or only a part of it.</summary>
    public static readonly JsonRpcError Mismatch = new(-31001, "Mismatching operation identifier in HTTP header and payload");
}
