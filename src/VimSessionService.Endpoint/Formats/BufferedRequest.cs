using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Endpoint.Formats;

/// <summary>A request whose whole body is read before its arguments are.</summary>
/// <param name="exchange">The request and its response.</param>
/// <param name="budget">The work that the request may cause.</param>
/// <param name="buffers">The memory for bodies.</param>
internal abstract class BufferedRequest(HttpExchange exchange, RequestBudget budget, RequestBuffers buffers) : ReceivedRequest(exchange, budget)
{
    /// <summary>A request of more bytes waits for its turn to be processed, so that many of them do not keep small ones waiting.</summary>
    private const int LargeRequest = 64 * 1024;

    private RequestBuffer? _buffer;
    private CountedBytes _counted;

    /// <summary>The body as far as it was read.</summary>
    protected ArraySegment<byte> Body => Buffer.Content;

    private RequestBuffer Buffer => _buffer ??= buffers.Take();

    /// <inheritdoc/>
    public override void Pause() => ReturnBuffer();

    /// <inheritdoc/>
    public override void End()
    {
        Pause();
        ReturnCount();
    }

    /// <summary>Gives the memory of the body back, and what counts of it: nothing that was made of it is needed any longer.</summary>
    internal void ReturnBody()
    {
        ReturnBuffer();
        ReturnCount();
    }

    /// <summary>Reads the body; a large one waits for its turn then.</summary>
    /// <param name="maxBytes">The most bytes that the body may have, before and after decompression.</param>
    /// <exception cref="RequestBodyException">The body could not be read.</exception>
    protected ValueTask ReadBodyAsync(int maxBytes)
    {
        var reading = RequestBody.ReadAsync(Exchange, Buffer, maxBytes);
        return reading.IsCompletedSuccessfully && Buffer.Length <= LargeRequest ? default : AfterAsync(reading);
    }

    private async ValueTask AfterAsync(ValueTask reading)
    {
        await reading;
        if (Buffer.Length > LargeRequest)
            await Budget.TakeTurnAsync();
    }

    /// <summary>Gives the memory of the request back. A large one counts until the call ends: its arguments are as large.</summary>
    private void ReturnBuffer()
    {
        if (_buffer is not { } buffer)
            return;
        _buffer = null;
        if (_counted.Address is null)
            _counted = buffer.HandOverCount();
        buffers.Return(buffer);
    }

    private void ReturnCount()
    {
        _counted.Return(Budget.Limits);
        _counted = default;
    }
}
