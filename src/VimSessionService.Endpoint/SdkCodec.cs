using System.Buffers;
using System.Net;
using VimSessionService.Core;
using VimSessionService.Core.Limits;
using VimSessionService.Soap;
using VimSessionService.Soap.Xml;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint;

/// <summary>The reader, the writer and the buffer of a call; they are costly to make and go from call to call.</summary>
/// <param name="reading">How requests are read.</param>
/// <param name="constants">Values that are the same in every answer.</param>
/// <param name="limits">How large answers may be.</param>
public sealed class SdkCodec(SoapReaderSettings reading, ConstantContents constants, ServiceLimits limits) : IDisposable
{
    private const int InitialSize = 4 * 1024;

    /// <summary>The largest buffer that is kept for the next call.</summary>
    private const int KeptSize = 16 * 1024;

    /// <summary>Buffers from this size on are counted.</summary>
    private const int CountedSize = 32 * 1024;

    private readonly AnswerMemory _memory = new(limits);
    private SoapWriter? _writer;
    private (IPAddress? Address, int Bytes) _counted;

    /// <summary>Reads the request.</summary>
    public SoapRequestReader Reader { get; } = new(reading);

    /// <summary>Writes the answer.</summary>
    public SoapWriter Writer => _writer ??= new SoapWriter(constants, _memory.Take);

    /// <summary>Holds the request; read the first <see cref="RequestLength"/> bytes.</summary>
    public byte[] RequestBuffer { get; private set; } = ArrayPool<byte>.Shared.Rent(InitialSize);

    /// <summary>How many bytes the request has.</summary>
    public int RequestLength { get; set; }

    /// <summary>Makes the request's buffer larger, with what it holds.</summary>
    /// <param name="address">Where the request comes from, whose share the bytes of a large one are taken from.</param>
    /// <exception cref="ServiceBusyException">The requests of the address, or all, take too much memory already.</exception>
    public void Grow(IPAddress address)
    {
        if (RequestBuffer.Length >= CountedSize)
            Take(address, RequestBuffer.Length * 2);
        var larger = ArrayPool<byte>.Shared.Rent(RequestBuffer.Length * 2);
        RequestBuffer.AsSpan(0, RequestLength).CopyTo(larger);
        Return(RequestBuffer);
        RequestBuffer = larger;
    }

    /// <summary>What is counted of the request, for a call that goes on without this codec and gives it back when it ends.</summary>
    public (IPAddress? Address, int Bytes) HandOverRequest()
    {
        var counted = _counted;
        _counted = default;
        return counted;
    }

    private void Take(IPAddress address, int size)
    {
        address = ServiceLimits.ShareOf(address);
        if (!limits.Requests.TryTake(address, size - _counted.Bytes))
            throw new ServiceBusyException("the requests that are being read take too much memory");
        _counted = (address, size);
    }

    /// <summary>Begins an answer to an address, in the place of one that could not be written.</summary>
    public void BeginAnswer(IPAddress address, ApiVersion version)
    {
        Writer.Reset(version);
        _memory.Begin(address);
    }

    /// <summary>Gives back the memory of a part of the answer that the client has taken.</summary>
    public void ReleasePart(int index)
    {
        Writer.Out.Release(index);
        _memory.ReleasePart();
    }

    /// <summary>Gives back what is left of the answer's memory.</summary>
    public void EndAnswer()
    {
        _writer?.Out.Clear();
        _memory.End();
    }

    /// <summary>Overwrites the request, which may hold a password, once it is not needed any more.</summary>
    public void ClearRequest()
    {
        RequestLength = 0;
        if (_counted.Address is { } address)
            limits.Requests.Return(address, _counted.Bytes);
        _counted = default;
        if (RequestBuffer.Length <= KeptSize)
        {
            RequestBuffer.AsSpan().Clear();
            return;
        }

        Return(RequestBuffer);
        RequestBuffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        EndAnswer();
        _writer?.Dispose();
        Return(RequestBuffer);
        RequestBuffer = [];
    }

    /// <summary>A request may hold a password.</summary>
    private static void Return(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
}
