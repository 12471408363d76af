using System.Text;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Endpoint.Tests.Lines;

/// <summary>
/// A second format, to show what it takes. A request is a line with the operation and the object, then a line for each argument; the session is in the
/// header <c>Line-Session</c>, both ways. A response is a line for each value, or the name of a fault and its text.
/// </summary>
internal sealed class LineFormat : ICallFormat
{
    public const string SessionHeader = "Line-Session";

    public string Name => LineDoor.Declared.Name;

    public ReceivedRequest Receive(HttpExchange exchange, RequestBudget budget) => new LineRequest(exchange, budget);
}

internal sealed class LineRequest(HttpExchange exchange, RequestBudget budget) : ReceivedRequest(exchange, budget), IDisposable
{
    private readonly RequestBuffer _body = new(budget.Limits);
    private string[] _lines = [];
    private CallOutcome? _outcome;
    private byte[] _answer = [];

    public override string FormatName => LineDoor.Declared.Name;

    public override string Operation => _lines is [var first, ..] ? first.Split(' ')[0] : base.Operation;

    public override async ValueTask<RequestHead> ReadHeadAsync()
    {
        await RequestBody.ReadAsync(Exchange, _body, 10_000);
        _lines = Encoding.UTF8.GetString(_body.Content).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new RequestHead
        {
            Door = FormatName,
            Client = ReadClient(),
            Operation = Operation,
            Version = ApiVersions.Default,
            Tokens = [.. Exchange.RequestHeader(LineFormat.SessionHeader).Select(token => new SessionToken(token!))],
        };
    }

    public override CallArguments Decode(RequestHead head)
    {
        var id = _lines[0].Split(' ')[1];
        if (VimManagedTypes.FindMethod(head.Operation) is not { } method)
            return new CallArguments(new ManagedObjectReference("", id), null, null);
        var reader = new LineReader(id, _lines[1..]);
        var arguments = method.Read(reader);
        return new CallArguments(new ManagedObjectReference(method.Receiver, id), method, arguments);
    }

    public override VimDecodeException UnknownMethod(RequestHead head) => new($"no method {head.Operation}");

    public override int Encode(CallOutcome outcome)
    {
        _outcome = outcome;
        if (outcome.Failure is { } failure)
        {
            _answer = Encoding.UTF8.GetBytes($"! {failure.Fault?.GetSchema().Name} {failure.Text}");
            return failure.Status;
        }

        var writer = new LineWriter(outcome.Head!.Version);
        if (outcome is { Call.Method.Returns: { } type, Value: { } value })
            writer.WriteDeclared("result"u8, type, value);
        _answer = Encoding.UTF8.GetBytes(writer.ToString());
        return 200;
    }

    public override async ValueTask SendAsync()
    {
        Exchange.SetStatus(_outcome!.Failure?.Status ?? 200);
        if (_outcome.IssuedToken is { } token)
            Exchange.SetHeader(LineFormat.SessionHeader, token.Reveal());
        Exchange.SetLength(_answer.Length);
        await Exchange.ResponseBody.WriteAsync(_answer, Exchange.Aborted);
    }

    public override void End() => Dispose();

    public void Dispose()
    {
        _body.Clear();
        _body.Dispose();
    }
}
