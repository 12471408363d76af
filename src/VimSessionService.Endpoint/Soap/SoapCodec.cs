using System.Net;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Soap;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Soap;

/// <summary>The reader and the writer of a call; they are costly to make and go from call to call.</summary>
/// <param name="reading">How requests are read.</param>
/// <param name="constants">Values that are the same in every answer.</param>
/// <param name="limits">How large answers may be.</param>
internal sealed class SoapCodec(SoapReaderOptions reading, ConstantContents constants, ServiceLimits limits) : IDisposable
{
    private SoapWriter? _writer;

    /// <summary>Reads the request.</summary>
    public SoapRequestReader Reader { get; } = new(reading);

    /// <summary>The answer.</summary>
    public Answer Answer { get; } = new(limits);

    /// <summary>Writes the answer.</summary>
    public SoapWriter Writer => _writer ??= new SoapWriter(constants, Answer.Content);

    /// <summary>Begins an answer to an address, in the place of one that could not be written.</summary>
    public void BeginAnswer(IPAddress address, ApiVersion version)
    {
        Answer.Begin(address);
        Writer.Reset(version);
    }

    /// <inheritdoc/>
    public void Dispose() => Answer.Dispose();
}
