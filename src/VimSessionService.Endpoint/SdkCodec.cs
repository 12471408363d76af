using System.Buffers;
using System.Net;
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

    private readonly AnswerMemory _memory = new(limits);
    private SoapWriter? _writer;
    private IPAddress _requester = IPAddress.None;
    private RequestMemory? _requestMemory;

    /// <summary>Reads the request.</summary>
    public SoapRequestReader Reader { get; } = new(reading);

    /// <summary>Writes the answer.</summary>
    public SoapWriter Writer => _writer ??= new SoapWriter(constants, _memory.Take);

    /// <summary>Holds the request; read the first <see cref="RequestLength"/> bytes.</summary>
    public byte[] RequestBuffer { get; private set; } = ArrayPool<byte>.Shared.Rent(InitialSize);

    /// <summary>How many bytes the request has.</summary>
    public int RequestLength { get; set; }

    /// <summary>A request begins to be read.</summary>
    public void BeginRequest(IPAddress address)
    {
        RequestLength = 0;
        _requester = address;
    }

    /// <summary>Makes the request's buffer larger, with what it holds. What is larger than an ordinary request is counted while the call has it.</summary>
    /// <exception cref="Core.ServiceBusyException">Too many bytes of requests are in memory, of this client or of all.</exception>
    public void Grow()
    {
        var size = RequestBuffer.Length * 2;
        if (size > KeptSize)
            (_requestMemory ??= new RequestMemory(limits, _requester)).GrowTo(size);
        var larger = ArrayPool<byte>.Shared.Rent(size);
        RequestBuffer.AsSpan(0, RequestLength).CopyTo(larger);
        Return(RequestBuffer);
        RequestBuffer = larger;
    }

    /// <summary>The memory of the request, for a call that goes on without this codec; null where it is not counted.</summary>
    public RequestMemory? HandOverRequest()
    {
        var memory = _requestMemory;
        _requestMemory = null;
        return memory;
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
        HandOverRequest()?.Dispose();
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
        HandOverRequest()?.Dispose();
        _writer?.Dispose();
        Return(RequestBuffer);
        RequestBuffer = [];
    }

    /// <summary>A request may hold a password.</summary>
    private static void Return(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
}
