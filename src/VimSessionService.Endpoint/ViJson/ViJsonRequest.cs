using VimSessionService.Core.Calls;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.ViJson;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Endpoint.ViJson;

/// <summary>A request of VI-JSON and its response.</summary>
internal sealed class ViJsonRequest(ViJsonFormat format, HttpExchange exchange, RequestBudget budget) : BufferedRequest(exchange, budget, format.Buffers)
{
    private ViJsonPath _path;
    private CalledMember _member;
    private ViJsonCodec? _codec;
    private SessionToken? _issued;
    private string? _allowed;
    private string? _challenge;
    private int _status;
    private bool _hasContent;

    /// <inheritdoc/>
    public override string FormatName => format.Name;

    /// <inheritdoc/>
    public override string Operation => _path.Member ?? base.Operation;

    private ViJsonCodec Codec => _codec ??= format.TakeCodec();

    /// <inheritdoc/>
    public override ValueTask<RequestHead> ReadHeadAsync()
    {
        if (!ViJsonPath.TryParse(Exchange.Path, out var path))
            throw NotFound("the path is none of a call");
        if (!ViJsonReleases.TryFind(path.Release, format.Settings.Version, out var version))
            throw NotFound("the release is not known");
        _path = path;
        _member = CalledMember.Find(path, version, format.Settings.Catalog, Exchange.Method) ?? throw NotFound("the release has no such type or member");
        if (Exchange.Method != _member.HttpMethod)
        {
            _allowed = _member.HttpMethod;
            throw new BareStatusException(405, $"{Exchange.Method} of what takes {_allowed}");
        }

        if (!_member.IsMethod)
            return new(Head(version));
        ValueTask reading;
        try
        {
            reading = ReadBodyAsync(format.Settings.MaxRequestBytes);
        }
        catch (RequestBodyException problem)
        {
            throw new VimDecodeException(problem.Message);
        }

        return reading.IsCompletedSuccessfully ? new(WithBody(version)) : AfterAsync(reading, version);
    }

    /// <inheritdoc/>
    public override CallArguments Decode(RequestHead head)
    {
        var target = new ManagedObjectReference(_path.Type, _path.Id);
        if (!_member.IsMethod)
            return new CallArguments(target, FetchRequest.Method, new FetchRequest { Prop = _path.Member });
        return _member.Method is { } method
            ? new CallArguments(target, method, Codec.Reader.ReadArguments(Body, method, target))
            : new CallArguments(target, null, null);
    }

    /// <inheritdoc/>
    public override Exception UnknownMethod(RequestHead head) => NotFound("the object has no such method");

    /// <inheritdoc/>
    public override void Pause()
    {
        base.Pause();
        if (_codec is not { } codec)
            return;
        _codec = null;
        format.ReturnCodec(codec);
    }

    /// <inheritdoc/>
    public override int Encode(CallOutcome outcome)
    {
        _challenge = null;
        _hasContent = false;
        _issued = outcome.IssuedToken;
        Codec.BeginAnswer(Exchange.RemoteAddress, outcome.Head?.Version ?? format.Settings.Version);
        if (outcome.Failure is { } failure)
            return _status = Encode(failure);
        if (outcome.Value is not { } value || TypeOf(outcome.Call!) is not { } type)
            return _status = 204; // a method without a result, or a value that is unset
        Codec.Writer.WriteDocument(type, value);
        _hasContent = true;
        return _status = 200;
    }

    /// <inheritdoc/>
    public override ValueTask SendAsync()
    {
        Exchange.SetStatus(_status);
        if (_issued is { } token)
            Exchange.SetHeader(ViJsonFormat.SessionHeader, token.Reveal());
        if (_challenge is not null)
            Exchange.SetHeader("WWW-Authenticate", _challenge);
        if (_hasContent)
        {
            Exchange.SetHeader("Content-Type", "application/json");
            return Codec.Answer.SendAsync(this, format.Settings.GzipMinimumBytes);
        }

        if (_allowed is not null)
            Exchange.SetHeader("Allow", _allowed);
        if (_status != 204)
            Exchange.SetLength(0);
        return default;
    }

    private async ValueTask<RequestHead> AfterAsync(ValueTask reading, ApiVersion version)
    {
        try
        {
            await reading;
        }
        catch (RequestBodyException problem)
        {
            throw new VimDecodeException(problem.Message);
        }

        return WithBody(version);
    }

    private RequestHead WithBody(ApiVersion version) => Body.Count == 0 || JsonContentType.IsJson(Exchange.RequestHeader("Content-Type"))
        ? Head(version)
        : throw new BareStatusException(415, "the body is not said to be JSON");

    private RequestHead Head(ApiVersion version) => new()
    {
        Door = format.Name,
        Client = ReadClient(),
        Operation = _path.Member,
        Version = version,
        Tokens = Exchange.FirstHeader(ViJsonFormat.SessionHeader) is { Length: > 0 } token ? [new SessionToken(Unquoted(token), $"header {ViJsonFormat.SessionHeader}")] : [],
        Host = Exchange.FirstHeader("Host"),
        IsSecure = Exchange.IsSecure,
        BearsAccessToken = BearsAccessToken(version),
    };

    private int Encode(CallFailure failure)
    {
        if (failure.Fault is not { } fault)
            return failure.Status;
        Codec.Writer.WriteDocument(fault, $"{failure.Text}{failure.Place}".Trim());
        _hasContent = true;
        if (fault is not AuthenticationRequired { Authenticate: var challenges })
            return failure.Status;
        _challenge = WwwAuthenticate.Format(challenges);
        return WwwAuthenticate.StatusOf(challenges);
    }

    /// <summary>What is declared for the value that a call gives; null for nothing.</summary>
    private VimTypeRef? TypeOf(DecodedCall call) => _member.Property?.Type ?? (_member.IsMethod ? call.Method?.Answer : null);

    /// <summary>Nearly every token comes without white space and quotation marks.</summary>
    private static string Unquoted(string token) => CookieValues.Unquote(token) is var bare && bare.Length == token.Length ? token : bare.ToString();

    private static BareStatusException NotFound(string reason) => new(404, reason);
}
