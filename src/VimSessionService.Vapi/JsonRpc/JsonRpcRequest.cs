using System.Text.Json;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Http;
using VimSessionService.Vapi.Errors;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.Requests;

namespace VimSessionService.Vapi.JsonRpc;

/// <summary>A request of JSON-RPC and its response. Errors of operations and of the protocol are answered with status 200.</summary>
internal sealed class JsonRpcRequest(
    string formatName, VapiServer server, Func<HttpExchange, string> challenge, OpenIdAccess access, HttpExchange exchange, RequestBudget budget, RequestBuffers buffers)
    : VapiRequest(server, exchange, budget, buffers)
{
    private const int Ok = 200;

    /// <summary>The most characters of a type of content that come back in an error.</summary>
    private const int MostOfType = 200;

    private JsonRpcError? _protocolError;
    private VapiError? _told;
    private string? _id;
    private string _operation = "";
    private string _service = "";

    /// <inheritdoc/>
    public override string FormatName => formatName;

    /// <inheritdoc/>
    protected override VapiError NotFound => _service == Service && !Server.IsHost
        ? new(VapiErrorKind.OperationNotFound, "vapi.method.input.invalid.method", $"Cannot find operation '{_operation}' in service '{_service}'.", _operation, _service)
        : new(VapiErrorKind.OperationNotFound, "vapi.method.input.invalid.interface", $"Cannot find service '{_service}'.", _service);

    /// <inheritdoc/>
    protected override async ValueTask<VapiCall> ReadCallAsync()
    {
        var type = Exchange.FirstHeader("Content-Type") ?? "";
        var isJson = type.AsSpan().Trim().StartsWith("application/json", StringComparison.OrdinalIgnoreCase);
        if (!isJson && (Server.IsHost || type.Length > 0))
            throw Refuse(new JsonRpcError(400, $"Unsupported content type: {type.Truncate(MostOfType)}"), status: 400);
        await ReadBodyAsync(Server.MaxRequestBytes);
        try
        {
            using var document = JsonDocument.Parse(Body, new JsonDocumentOptions { MaxDepth = Server.MaxDepth, AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw Refuse(JsonRpcError.Parse); // InvalidOperationException: a text that is no UTF-16
        }
    }

    /// <inheritdoc/>
    protected override int WriteCreated(Utf8JsonWriter json, string id)
    {
        BeginResult(json, "output");
        json.WriteStartObject();
        json.WriteString("SECRET", id);
        json.WriteEndObject();
        EndResult(json);
        return Ok;
    }

    /// <inheritdoc/>
    protected override int WriteSession(Utf8JsonWriter json, VapiSessionInfo session)
    {
        BeginResult(json, "output");
        TypedEncoding.BeginStructure(json, "STRUCTURE", "com.vmware.cis.session.info");
        json.WriteString("created_time", session.Created);
        json.WriteString("last_accessed_time", session.LastAccessed);
        json.WriteString("user", session.User);
        TypedEncoding.EndStructure(json);
        EndResult(json);
        return Ok;
    }

    /// <inheritdoc/>
    protected override int WriteDeleted(Utf8JsonWriter json)
    {
        BeginResult(json, "output");
        json.WriteNullValue();
        EndResult(json);
        return Ok;
    }

    /// <inheritdoc/>
    protected override int WriteError(Utf8JsonWriter json, VapiError error)
    {
        if (_protocolError is { } broken)
        {
            Begin(json, hasId: error.Status == Ok);
            json.WriteStartObject("error");
            json.WriteNumber("code", broken.Code);
            json.WriteString("message", broken.Message);
            json.WriteEndObject();
            json.WriteEndObject();
            return error.Status;
        }

        _told = error;
        BeginResult(json, "error");
        TypedEncoding.WriteError(json, error, Server.Version, error.Kind == VapiErrorKind.Unauthenticated ? challenge(Exchange) : null);
        EndResult(json);
        return error.Status == 413 ? error.Status : Ok;
    }

    /// <inheritdoc/>
    protected override void SetHeaders(int status)
    {
        if (_told is { } error)
            Exchange.SetHeader("vapi-error", error.Kind.FullName);
    }

    private VapiCall Read(JsonElement root)
    {
        _id = JsonRpcMessage.IdOf(root);
        if (JsonRpcMessage.Read(root, out var message) is { } broken)
            throw Refuse(broken);
        (_service, _operation) = (message!.ServiceId, message.OperationId);
        if (IsOther("vapi-service", _service) || IsOther("vapi-operation", _operation) || Exchange.FirstHeader("vapi-service") is null != Exchange.FirstHeader("vapi-operation") is null)
            throw Refuse(JsonRpcError.Mismatch);
        var operation = _service == Service && !Server.IsHost
            ? _operation switch
            {
                "create" => VapiOperation.Create,
                "get" => VapiOperation.Get,
                "delete" => VapiOperation.Delete,
                _ => VapiOperation.Unknown,
            }
            : VapiOperation.Unknown;
        if (operation == VapiOperation.Unknown)
            throw Refuse(NotFound with { Status = Ok }, $"there is no operation {_service}.{_operation}");
        if (!TypedEncoding.IsEmptyInput(message.Input))
            throw Refuse(VapiError.InvalidArgument("The operation takes no arguments.") with { Status = Ok }, "the input of the operation is no structure without members");
        return operation == VapiOperation.Create
            ? new VapiCall(operation, CredentialOf(message), [], message.CallId)
            : new VapiCall(operation, null, SessionsOf(message), message.CallId);
    }

    private VapiCredential CredentialOf(JsonRpcMessage message)
    {
        try
        {
            return SecurityContext.CredentialOf(message, Server.MaxTokenBytes, access.ForSessions);
        }
        catch (ProofRefusedException refused)
        {
            throw Refuse(VapiError.Unauthenticated, refused.Message);
        }
    }

    /// <summary>A session in a header goes before one in the message.</summary>
    private SessionToken[] SessionsOf(JsonRpcMessage message)
    {
        if (SessionHeader.Find(Exchange) is { Length: > 0 } found)
            return found;
        return SecurityContext.SessionOf(message.SecurityContext) is { } id ? [new SessionToken(id, "sessionId")] : [];
    }

    private bool IsOther(string header, string value) => Exchange.FirstHeader(header) is { } named && named != value;

    private Exception Refuse(JsonRpcError error, int status = Ok)
    {
        _protocolError = error;
        return Refuse(VapiError.InvalidRequest(error.Message) with { Status = status }, $"no request of JSON-RPC: {error.Message}");
    }

    /// <summary>An answer that is refused by its status has no id, as seen on an ESX host.</summary>
    private void Begin(Utf8JsonWriter json, bool hasId = true)
    {
        json.WriteStartObject();
        json.WriteString("jsonrpc", "2.0");
        if (!hasId)
            return;
        json.WritePropertyName("id");
        json.WriteRawValue(_id ?? "null");
    }

    private void BeginResult(Utf8JsonWriter json, string kind)
    {
        Begin(json);
        json.WriteStartObject("result");
        json.WritePropertyName(kind);
    }

    private static void EndResult(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
