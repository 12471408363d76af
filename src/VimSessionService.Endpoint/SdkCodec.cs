using System.Buffers;
using VimSessionService.Soap;
using VimSessionService.Soap.Xml;

namespace VimSessionService.Endpoint;

/// <summary>The reader, the writer and the buffer of a call; they are costly to make and go from call to call.</summary>
/// <param name="reading">How requests are read.</param>
/// <param name="constants">Values that are the same in every answer.</param>
public sealed class SdkCodec(SoapReaderSettings reading, ConstantContents constants) : IDisposable
{
    private const int InitialSize = 4 * 1024;

    /// <summary>The largest buffer that is kept for the next call.</summary>
    private const int KeptSize = 16 * 1024;

    /// <summary>Reads the request.</summary>
    public SoapRequestReader Reader { get; } = new(reading);

    /// <summary>Writes the answer.</summary>
    public SoapWriter Writer { get; } = new(constants);

    /// <summary>Holds the request; read the first <see cref="RequestLength"/> bytes.</summary>
    public byte[] RequestBuffer { get; private set; } = ArrayPool<byte>.Shared.Rent(InitialSize);

    /// <summary>How many bytes the request has.</summary>
    public int RequestLength { get; set; }

    /// <summary>Makes the request's buffer larger, with what it holds.</summary>
    public void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(RequestBuffer.Length * 2);
        RequestBuffer.AsSpan(0, RequestLength).CopyTo(larger);
        Return(RequestBuffer);
        RequestBuffer = larger;
    }

    /// <summary>Overwrites the request, which may hold a password, before the codec goes back to its pool.</summary>
    public void Clear()
    {
        RequestLength = 0;
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
        Writer.Dispose();
        Return(RequestBuffer);
        RequestBuffer = [];
    }

    /// <summary>A request may hold a password.</summary>
    private static void Return(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
}
