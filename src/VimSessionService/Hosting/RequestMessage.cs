using System.Buffers;
using System.Net;
using VimSessionService.Core;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Hosting;

/// <summary>The whole body of a request, within a bound. It may hold a password, so that its memory is cleared after use.</summary>
internal sealed class RequestMessage : IDisposable
{
    private const int InitialSize = 8 * 1024;

    /// <summary>Buffers from this size on are counted, as those of calls are.</summary>
    private const int CountedSize = 32 * 1024;

    private readonly SharedBytes<IPAddress> _all;
    private readonly IPAddress _address;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _length;
    private int _counted;

    private RequestMessage(SharedBytes<IPAddress> all, IPAddress address)
    {
        _all = all;
        _address = address;
    }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Content => _buffer.AsMemory(0, _length);

    /// <summary>Reads a body; null when it is larger than the bound, or compressed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">The bound in bytes.</param>
    /// <param name="all">The bytes of all large requests, of which each address has a share.</param>
    /// <param name="address">Whose share this one is part of; see <see cref="ServiceLimits.ShareOf"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServiceBusyException">The requests of the address, or all, take too much memory already.</exception>
    public static async ValueTask<RequestMessage?> ReadAsync(
        HttpRequest request, int most, SharedBytes<IPAddress> all, IPAddress address, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most || ContentEncoding.Of(request.Headers.ContentEncoding) != BodyEncoding.None)
            return null;
        var message = new RequestMessage(all, address);
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
        if (_counted > 0)
            _all.Return(_address, _counted);
        _counted = 0;
    }

    private void Grow()
    {
        var size = _buffer.Length * 2;
        if (size > CountedSize)
        {
            if (!_all.TryTake(_address, size - _counted))
                throw new ServiceBusyException("the requests that are being read take too much memory");
            _counted = size;
        }

        var larger = ArrayPool<byte>.Shared.Rent(size);
        Content.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = larger;
    }
}
