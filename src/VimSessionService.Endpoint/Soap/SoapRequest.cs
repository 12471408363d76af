using VimSessionService.Core.Calls;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Soap;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Endpoint.Soap;

/// <summary>A SOAP request and its response.</summary>
internal sealed class SoapRequest(SoapFormat format, HttpExchange exchange, RequestBudget budget) : BufferedRequest(exchange, budget, format.Buffers)
{
    /// <summary>Servers from this version on name the version in which the method is unknown.</summary>
    private const ApiVersion NamesVersionOfUnknownMethod = ApiVersion.V6_5;

    private static readonly string[] Vim25Actions = [.. ApiVersions.All.Select(version => $"{SoapNames.Vim25}/{version}")];

    private SoapCodec? _codec;
    private string? _operation;
    private ApiVersion _version = format.Settings.Version;
    private SessionToken? _cookie;
    private short _status; // small fields: there is an object of this class for every call
    private bool _isBare;
    private bool _isVim2;

    /// <inheritdoc/>
    public override string FormatName => format.Name;

    /// <inheritdoc/>
    public override string Operation => _operation ?? base.Operation;

    private SoapCodec Codec => _codec ??= format.TakeCodec();

    /// <inheritdoc/>
    public override ValueTask<RequestHead> ReadHeadAsync()
    {
        ValueTask reading;
        try
        {
            reading = ReadBodyAsync(format.Settings.MaxRequestBytes);
        }
        catch (RequestBodyException problem)
        {
            throw Unreadable(problem);
        }

        return reading.IsCompletedSuccessfully ? new(ReadHead()) : AfterAsync(reading);
    }

    /// <inheritdoc/>
    public override CallArguments Decode(RequestHead head)
    {
        if (!IsOfApi)
            throw UnknownMethod(head);
        if (format.Settings.Catalog.FindMethod(head.Operation) is { } method && method.Since <= format.Settings.Version)
        {
            var (target, arguments) = Codec.Reader.ReadArguments(method);
            return new CallArguments(target, method, arguments);
        }

        try
        {
            return new CallArguments(Codec.Reader.ReadTarget(head.Operation), null, null);
        }
        catch (VimDecodeException)
        {
            throw UnknownMethod(head); // a server does not read on after an unknown method, so no other error is reported
        }
    }

    /// <inheritdoc/>
    public override VimDecodeException UnknownMethod(RequestHead head) => !IsOfApi || format.Settings.Version < NamesVersionOfUnknownMethod
        ? Codec.Reader.UnknownMethod(head.Operation)
        : VimDecodeException.UnknownMethod(head.Operation, $"{_version.InternalName()} (vim25/{_version.Name()})");

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
        var failure = outcome.Failure;
        _status = (short)(failure?.Status ?? 200);
        _isBare = failure is { Fault: null };
        if (_isBare)
        {
            Codec.Answer.End();
            return _status;
        }

        Codec.BeginAnswer(Exchange.RemoteAddress, _version);
        if (failure is null)
            SoapResponses.WriteResult(Codec.Writer, outcome.Call!.Method!, outcome.Value, AnswerNamespace);
        else if (failure.IsBeforeMethod)
            SoapResponses.WriteClientFault(Codec.Writer, failure.Text + failure.Place);
        else
            SoapResponses.WriteFault(Codec.Writer, failure.Fault!, failure.Text + failure.Place, AnswerNamespace);
        _cookie = format.Cookies.For(outcome);
        return _status;
    }

    /// <inheritdoc/>
    public override ValueTask SendAsync()
    {
        Exchange.SetStatus(_status);
        if (_isBare)
        {
            Exchange.SetLength(0);
            return default;
        }

        Exchange.SetHeader("Content-Type", "text/xml; charset=utf-8");
        Exchange.SetHeader("Cache-Control", "no-cache");
        var server = format.Settings.Version;
        if (ProductHeaders.VariesCalls(server))
            Exchange.SetHeader("Vary", "Accept-Encoding");
        if (ProductHeaders.DeniesFrames(server))
            Exchange.SetHeader("X-Frame-Options", "DENY");
        if (ProductHeaders.NamesAppliedVersion(server))
            Exchange.SetHeader("X-Applied-Soapaction", AppliedAction);
        if (_cookie is { } token)
            Exchange.SetHeader("Set-Cookie", SessionCookie.Format(token, Exchange.IsSecure));
        return Codec.Answer.SendAsync(this, format.Settings.GzipMinimumBytes);
    }

    /// <summary>Whether the operation is in a namespace of the API, or in none.</summary>
    private bool IsOfApi => Codec.Reader.OperationNamespace is "" or SoapNames.Vim25 or SoapNames.Vim2 or SoapNames.InternalVim25;

    private string AnswerNamespace => _isVim2 ? SoapNames.Vim2 : SoapNames.Vim25;

    private string AppliedAction => !_isVim2 ? Vim25Actions[(int)_version] : $"{SoapNames.Vim2}/{_version.Name()}";

    private async ValueTask<RequestHead> AfterAsync(ValueTask reading)
    {
        try
        {
            await reading;
        }
        catch (RequestBodyException problem)
        {
            throw Unreadable(problem);
        }

        return ReadHead();
    }

    private RequestHead ReadHead()
    {
        var message = Body;
        var envelope = Codec.Reader.ReadEnvelope(message);
        _operation = envelope.Operation;
        (_version, var ns) = format.Versions.Negotiate(Exchange.FirstHeader("SOAPAction"), envelope);
        _isVim2 = ns == SoapNames.Vim2;
        return new RequestHead
        {
            Door = format.Name,
            Client = ReadClient(),
            Operation = envelope.Operation,
            Version = _version,
            Tokens = SessionCookie.Find(Exchange.RequestHeader("Cookie"), envelope.SessionCookie),
            OperationId = envelope.OperationId,
            Host = Exchange.FirstHeader("Host"),
            IsSecure = Exchange.IsSecure,
            BearsAccessToken = BearsAccessToken(_version),
            Proof = VimManagedTypes.FindMethod(envelope.Operation) is { ReadsSecurityHeader: true } ? MessageSecurity.Of(message) : null,
        };
    }

    private static VimDecodeException Unreadable(RequestBodyException problem) =>
        new VimDecodeException("\n" + problem.Message).At("\n\nwhile parsing HTTP request before method was determined\nat line 1, column 0", isBeforeMethod: true);
}
