using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.Requests;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.SharedSession;

/// <summary>A request for a clone ticket of the common session: a call of AcquireCloneTicket in that session.</summary>
internal sealed class SharedSessionRequest(
    string formatName, SharedSessionOptions shared, VapiServer server, CommonSession session, HttpExchange exchange, RequestBudget budget)
    : ReceivedRequest(exchange, budget)
{
    private const string Method = "AcquireCloneTicket";

    private readonly ArrayBufferWriter<byte> _content = new(128);
    private int _status;

    /// <inheritdoc/>
    public override string FormatName => formatName;

    /// <inheritdoc/>
    public override string Operation => Method;

    /// <inheritdoc/>
    public override async ValueTask<RequestHead> ReadHeadAsync()
    {
        if (Exchange.Path != shared.Path)
            throw new BareStatusException(404, "nothing is served below the path of shared sessions");
        if (Exchange.Method != "GET")
            throw new BareStatusException(405, "the path of shared sessions takes GET only");
        if (BearerAuthorization.TokenOf(Exchange.FirstHeader("Authorization")) is not { } token || !IsRight(token))
            throw new BareStatusException(403, "the request shows another token than that of --shared-session-token, or none");
        var head = HeadWith([]);
        return HeadWith([await session.TokenAsync(head, Budget, Exchange.Aborted)]);
    }

    /// <inheritdoc/>
    public override CallArguments Decode(RequestHead head) => new(server.SessionManager, VimManagedTypes.FindMethod(Method), new AcquireCloneTicketRequest());

    /// <inheritdoc/>
    public override Exception UnknownMethod(RequestHead head) => new BareStatusException(404, $"the service has no {head.Operation}");

    /// <summary>Whatever keeps the user from a ticket is 403; what passes by itself is 503.</summary>
    public override int Encode(CallOutcome outcome)
    {
        _content.ResetWrittenCount();
        if (outcome.Failure is { } failure)
            return _status = failure switch { { Error: not null } => 500, { Fault: not null } => 403, _ => failure.Status };
        using var json = new Utf8JsonWriter(_content);
        json.WriteStartObject();
        json.WriteString("token", (string)outcome.Value!);
        json.WriteEndObject();
        return _status = 200;
    }

    /// <inheritdoc/>
    public override async ValueTask SendAsync()
    {
        Exchange.SetStatus(_status);
        if (_status == 405)
            Exchange.SetHeader("Allow", "GET");
        if (_content.WrittenCount > 0)
        {
            Exchange.SetHeader("Content-Type", "application/json");
            Exchange.SetHeader("Cache-Control", "no-store");
        }

        Exchange.SetLength(_content.WrittenCount);
        if (_content.WrittenCount > 0)
            await Exchange.ResponseBody.WriteAsync(_content.WrittenMemory, Exchange.Aborted);
    }

    /// <inheritdoc/>
    public override void End()
    {
    }

    private RequestHead HeadWith(Core.Sessions.SessionToken[] tokens) => new()
    {
        Door = FormatName,
        Client = ReadClient(),
        Operation = Method,
        Version = server.Version,
        Tokens = tokens,
        Host = Exchange.FirstHeader("Host"),
        IsSecure = Exchange.IsSecure,
    };

    private bool IsRight(string token)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> right = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), given);
        SHA256.HashData(Encoding.UTF8.GetBytes(shared.Token), right);
        return CryptographicOperations.FixedTimeEquals(given, right);
    }
}
