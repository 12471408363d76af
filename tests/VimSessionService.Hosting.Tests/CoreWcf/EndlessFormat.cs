using VimSessionService.Core.Calls;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Hosting.Tests.CoreWcf;

/// <summary>A format that answers nothing but errors, with responses that never end.</summary>
internal sealed class EndlessFormat : ICallFormat
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _written;

    public string Name => "endless";

    public long WrittenBytes => Interlocked.Read(ref _written);

    /// <summary>Completes when the call has ended.</summary>
    public Task Ended => _ended.Task;

    public ReceivedRequest Receive(HttpExchange exchange, RequestBudget budget) => new Request(this, exchange, budget);

    private sealed class Request(EndlessFormat format, HttpExchange exchange, RequestBudget budget) : ReceivedRequest(exchange, budget)
    {
        private static readonly byte[] Part = new byte[16 * 1024];

        public override string FormatName => format.Name;

        public override ValueTask<RequestHead> ReadHeadAsync() => throw new VimDecodeException("it is never understood");

        public override CallArguments Decode(RequestHead head) => throw new InvalidOperationException("No head was read.");

        public override VimDecodeException UnknownMethod(RequestHead head) => throw new InvalidOperationException("No head was read.");

        public override int Encode(CallOutcome outcome) => 200;

        public override async ValueTask SendAsync()
        {
            while (true)
            {
                await Exchange.ResponseBody.WriteAsync(Part, Exchange.Aborted);
                Interlocked.Add(ref format._written, Part.Length);
            }
        }

        public override void End() => format._ended.TrySetResult();
    }
}
