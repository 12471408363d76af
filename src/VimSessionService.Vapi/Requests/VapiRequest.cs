using System.Buffers;
using System.Text.Json;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.Vapi.Errors;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Requests;

/// <summary>
/// A request of the vSphere Automation API to the service <c>com.vmware.cis.session</c>, in any of its formats. The operations are calls of the SessionManager: Login
/// or LoginByToken, a Fetch of currentSession, and Logout.
/// </summary>
/// <param name="server">What the service is.</param>
/// <param name="exchange">The request and its response.</param>
/// <param name="budget">The work that the request may cause.</param>
/// <param name="buffers">The memory for bodies.</param>
internal abstract class VapiRequest(VapiServer server, HttpExchange exchange, RequestBudget budget, RequestBuffers buffers) : BufferedRequest(exchange, budget, buffers)
{
    /// <summary>The service of all operations.</summary>
    public const string Service = "com.vmware.cis.session";

    private static readonly JsonWriterOptions Writing = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _content = new(256);
    private VapiCall? _call;
    private VapiError? _error;
    private int _status;

    /// <inheritdoc/>
    public override string Operation => _call?.Operation is { } operation and not VapiOperation.Unknown
        ? $"{Service}.{operation.ToString().ToLowerInvariant()}"
        : $"{Exchange.Method} {Exchange.Path}";

    internal sealed override string? LoginName => _call is { Operation: VapiOperation.Create, Credential: VapiCredential.Password password } ? password.UserName : null;

    /// <summary>What the service is.</summary>
    protected VapiServer Server => server;

    /// <summary>What the request asks; null when it was not read as far as that.</summary>
    protected VapiCall? Call => _call;

    /// <inheritdoc/>
    public sealed override async ValueTask<RequestHead> ReadHeadAsync()
    {
        try
        {
            _call = await ReadCallAsync();
        }
        catch (RequestBodyException unreadable) when (unreadable.Problem is not RequestBodyProblem.Incomplete)
        {
            throw Refuse(VapiError.TooLarge(unreadable.Message), unreadable.Message);
        }

        if (_call is { Operation: VapiOperation.Create, Credential: VapiCredential.Password { UserName: var name } } && server.IsFederated && !name.Contains('@', StringComparison.Ordinal))
            throw Refuse(VapiError.Unauthenticated, "the user name is not of the form user@domain, which a federated vCenter needs (--federated)");
        return new RequestHead
        {
            Door = FormatName,
            Client = ReadClient(),
            Operation = MethodOf(_call),
            Version = server.Version,
            Tokens = _call.Operation == VapiOperation.Create ? [] : _call.Tokens,
            OperationId = _call.OperationId,
            Host = Exchange.FirstHeader("Host"),
            IsSecure = Exchange.IsSecure,
            Proof = (_call.Credential as VapiCredential.Token)?.Proof,
        };
    }

    /// <inheritdoc/>
    public sealed override CallArguments Decode(RequestHead head)
    {
        var method = VimManagedTypes.FindMethod(head.Operation) ?? throw new InvalidOperationException($"The API has no method {head.Operation}.");
        VimRequest arguments = _call! switch
        {
            { Operation: VapiOperation.Delete } => new LogoutRequest(),
            { Operation: not VapiOperation.Create } => new FetchRequest { Prop = "currentSession" },
            { Credential: VapiCredential.Password password } => new LoginRequest { UserName = password.UserName, Password = password.Secret },
            _ => new LoginByTokenRequest(),
        };
        return new CallArguments(server.SessionManager, method, arguments);
    }

    /// <inheritdoc/>
    public sealed override Exception UnknownMethod(RequestHead head) => new BareStatusException(404, $"the service has no {head.Operation}");

    /// <inheritdoc/>
    public sealed override int Encode(CallOutcome outcome)
    {
        _content.ResetWrittenCount();
        if (outcome.Failure is null && _call!.Operation is VapiOperation.Get or VapiOperation.Unknown)
        {
            if (outcome.Value is null)
                throw new VimFaultException(new NotAuthenticated { Object = server.RootFolder, PrivilegeId = "System.View" }, "the call has no live session");
            if (_call.Operation == VapiOperation.Unknown)
                return _status = EncodeError(NotFound);
        }

        return _status = outcome.Failure is null ? EncodeResult(outcome) : EncodeFailure(outcome.Failure, outcome);
    }

    /// <inheritdoc/>
    public sealed override async ValueTask SendAsync()
    {
        Exchange.SetStatus(_status);
        SetHeaders(_status);
        var hasContent = _content.WrittenCount > 0;
        if (hasContent)
            Exchange.SetHeader("Content-Type", "application/json");
        if (_status != 204)
            Exchange.SetLength(_content.WrittenCount);
        if (hasContent)
            await Exchange.ResponseBody.WriteAsync(_content.WrittenMemory, Exchange.Aborted);
    }

    /// <summary>What clients are told of an operation that is not there.</summary>
    protected abstract VapiError NotFound { get; }

    /// <summary>Reads the request.</summary>
    protected abstract ValueTask<VapiCall> ReadCallAsync();

    /// <summary>Writes the id of a new session; gives the status.</summary>
    protected abstract int WriteCreated(Utf8JsonWriter json, string id);

    /// <summary>Writes what a session is; gives the status.</summary>
    protected abstract int WriteSession(Utf8JsonWriter json, VapiSessionInfo session);

    /// <summary>Writes that a session has ended; gives the status.</summary>
    protected abstract int WriteDeleted(Utf8JsonWriter json);

    /// <summary>Writes an error; gives the status.</summary>
    protected abstract int WriteError(Utf8JsonWriter json, VapiError error);

    /// <summary>Sets headers of the response besides those of every response.</summary>
    protected virtual void SetHeaders(int status)
    {
    }

    /// <summary>An exception that ends the call, after which the client is told an error.</summary>
    /// <param name="error">What the client gets.</param>
    /// <param name="reason">The true reason, for the operator.</param>
    protected Exception Refuse(VapiError error, string reason)
    {
        _error = error;
        return error.Kind == VapiErrorKind.Unauthenticated
            ? new VimFaultException(new InvalidLogin(), reason)
            : new BareStatusException(error.Status, reason);
    }

    private int EncodeResult(CallOutcome outcome)
    {
        using var json = new Utf8JsonWriter(_content, Writing);
        return _call!.Operation switch
        {
            VapiOperation.Create => WriteCreated(json, outcome.IssuedToken!.Reveal()),
            VapiOperation.Delete => WriteDeleted(json),
            _ => WriteSession(json, VapiSessionInfo.Of((UserSession)outcome.Value!)),
        };
    }

    private int EncodeFailure(CallFailure failure, CallOutcome outcome)
    {
        var error = _error ?? (failure.IsSessionCap ? VapiError.SessionCap(server.MaxSessions, VapiSessionInfo.NameOf(outcome.Context?.LoginName ?? "")) : VapiErrors.Of(failure));
        return error is null ? failure.Status : EncodeError(error);
    }

    private int EncodeError(VapiError error)
    {
        using var json = new Utf8JsonWriter(_content, Writing);
        return WriteError(json, error);
    }

    private static string MethodOf(VapiCall call) => call switch
    {
        { Operation: VapiOperation.Delete } => "Logout",
        { Operation: not VapiOperation.Create } => "Fetch",
        { Credential: VapiCredential.Password } => "Login",
        _ => "LoginByToken",
    };
}
