using System.Net;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Formats;
using VimSessionService.ViJson;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.ViJson;

/// <summary>The reader and the writer of a call; they are costly to make and go from call to call.</summary>
/// <param name="reading">The most that a request may hold.</param>
/// <param name="settings">The version and the types of the server.</param>
/// <param name="constants">Values that are the same in every answer.</param>
/// <param name="limits">How large answers may be.</param>
internal sealed class ViJsonCodec(JsonLimits reading, EndpointOptions settings, ConstantContents constants, ServiceLimits limits) : IDisposable
{
    private ViJsonWriter? _writer;

    /// <summary>Reads the arguments.</summary>
    public ViJsonReader Reader { get; } = new(reading, settings.Version, settings.Catalog);

    /// <summary>The answer.</summary>
    public Answer Answer { get; } = new(limits);

    /// <summary>Writes the answer.</summary>
    public ViJsonWriter Writer => _writer ??= new ViJsonWriter(Answer.Content, constants);

    /// <summary>Begins an answer to an address, in the place of one that could not be written.</summary>
    public void BeginAnswer(IPAddress address, ApiVersion version)
    {
        Answer.Begin(address);
        Writer.Reset(version);
    }

    /// <summary>Gives back all that belongs to one call.</summary>
    public void Clear()
    {
        Reader.Clear();
        Answer.End();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Dispose();
        Answer.Dispose();
    }
}
