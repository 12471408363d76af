using System.Net;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Http;
using VimSessionService.Soap;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Soap;

/// <summary>The reader and the writer of a call; they are costly to make and go from call to call.</summary>
/// <param name="reading">How requests are read.</param>
/// <param name="constants">Values that are the same in every answer.</param>
/// <param name="limits">How large answers may be.</param>
internal sealed class SoapCodec(SoapReaderSettings reading, ConstantContents constants, ServiceLimits limits) : IDisposable
{
    private readonly AnswerMemory _memory = new(limits);
    private SoapWriter? _writer;

    /// <summary>Reads the request.</summary>
    public SoapRequestReader Reader { get; } = new(reading);

    /// <summary>Writes the answer.</summary>
    public SoapWriter Writer => _writer ??= new SoapWriter(constants, _memory.Take);

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

    /// <inheritdoc/>
    public void Dispose()
    {
        EndAnswer();
        _writer?.Dispose();
    }
}
