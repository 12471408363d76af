using System.Buffers;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Hosting;

/// <summary>The whole body of a request, within a bound. It may hold a password, so that its memory is cleared after use.</summary>
internal sealed class RequestMessage : IDisposable
{
    private const int InitialSize = 8 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _length;

    private RequestMessage()
    {
    }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Content => _buffer.AsMemory(0, _length);

    /// <summary>Reads a body; null when it is larger than the bound, or compressed.</summary>
    public static async ValueTask<RequestMessage?> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most || ContentEncoding.Of(request.Headers.ContentEncoding) != BodyEncoding.None)
            return null;
        var message = new RequestMessage();
        try
        {
            while (message._length <= most)
            {
                if (message._length == message._buffer.Length)
                    message.Grow();
                var read = await request.Body.ReadAsync(message._buffer.AsMemory(message._length), cancellationToken);
                if (read == 0)
                {
                    var whole = message;
                    message = null;
                    return whole;
                }

                message._length += read;
            }

            return null;
        }
        finally
        {
            message?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = [];
        _length = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Content.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = larger;
    }
}
