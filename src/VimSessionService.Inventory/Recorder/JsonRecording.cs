using VimSessionService.Inventory.Recordings;
using VimSessionService.Schema;
using VimSessionService.ViJson;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Inventory.Recorder;

/// <summary>
/// Writes a recording as one document in VI-JSON form: a RetrieveResult, as a server of 8.0.1 or newer answers RetrievePropertiesEx, with one object a line. In memory is one object.
/// Values are written by the schema; what it does not know is left out.
/// </summary>
/// <param name="api">The types of values.</param>
internal sealed class JsonRecording(WholeApi api)
{
    private static readonly VimTypeRef Object = new(VimKind.Object, "ObjectContent");

    private readonly List<string> _notes = [];
    private readonly RecordingBuffer _buffer = new();

    /// <summary>What was left out, one line each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Writes the document.</summary>
    /// <param name="directory">The files of the recording.</param>
    /// <param name="output">Where the document goes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public void Write(string directory, Stream output, CancellationToken cancellationToken)
    {
        using var buffer = new Utf8Buffer();
        using var writer = new ViJsonWriter(buffer, ConstantContents.None);
        output.Write("{\"_typeName\":\"RetrieveResult\",\"objects\":["u8);
        var isFirst = true;
        foreach (var part in RecordingFiles.Read(directory))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Read(part) is not { } content)
                continue;
            output.Write(isFirst ? "\n"u8 : ",\n"u8);
            isFirst = false;
            writer.Reset(ApiVersions.Newest);
            writer.WriteDocument(Object, content);
            for (var i = 0; i < buffer.PartCount; i++)
                output.Write(buffer.Part(i).Span);
        }

        output.Write("\n]}\n"u8);
    }

    private ObjectContent? Read(RecordingPart part)
    {
        var problems = new InventoryProblems();
        using var store = new ContentStore();
        var recorded = new ObjectFile(new XmlValues(store, api, leftOut: null, isWhole: true), api, problems, new RecordedPerformance()).Read(Path.GetFileName(part.Name), part.Read(_buffer));
        _notes.AddRange(problems.All);
        if (recorded is null)
            return null;
        var properties = new List<DynamicProperty>();
        foreach (var name in recorded.Names)
        {
            try
            {
                if (recorded.Read(name) is { } value)
                    properties.Add(new DynamicProperty { Name = name, Val = value });
            }
            catch (InventoryException unreadable)
            {
                _notes.Add(unreadable.Message);
            }
        }

        return new ObjectContent { Obj = recorded.Reference, PropSet = [.. properties] };
    }
}
