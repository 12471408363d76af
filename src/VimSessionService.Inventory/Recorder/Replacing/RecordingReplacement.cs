using VimSessionService.Inventory.Recordings;
using VimSessionService.Schema;
using VimSessionService.Vim25;
using VimSessionService.Xml;

namespace VimSessionService.Inventory.Recorder.Replacing;

/// <summary>
/// Writes a recording again with other names, users, addresses and identifiers, the same for the same one everywhere. It reads the files twice: the first time it collects the names, since
/// the name of an object stands in many others. In memory are the names and one file.
/// </summary>
/// <param name="api">The types of values.</param>
/// <param name="key">Makes replacements.</param>
internal sealed class RecordingReplacement(WholeApi api, ReplacementKey key)
{
    private readonly NameTable _names = new(key);

    /// <summary>The names that were replaced.</summary>
    public IReadOnlyCollection<string> Names => _names.Names;

    /// <summary>Writes the recording again.</summary>
    /// <param name="directory">The files of the recording.</param>
    /// <param name="writer">Takes the objects.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public void Write(string directory, RecordingWriter writer, CancellationToken cancellationToken)
    {
        var xml = new Utf8XmlReader(ObjectCopy.Limits);
        using (var collecting = new CollectingCopy(api, _names))
            CopyAll(directory, xml, collecting, static (_, _) => { }, cancellationToken);
        using var replacing = new ReplacingCopy(api, key, _names);
        CopyAll(directory, xml, replacing, (reference, isObject) =>
        {
            if (isObject)
                writer.Write(reference, replacing.Out);
            else
                writer.WriteStatistics(reference, replacing.Out);
        }, cancellationToken);
    }

    private static void CopyAll(string directory, Utf8XmlReader xml, ObjectCopy copy, Action<ManagedObjectReference, bool> take, CancellationToken cancellationToken)
    {
        var buffer = new RecordingBuffer();
        foreach (var part in RecordingFiles.Read(directory))
        {
            cancellationToken.ThrowIfCancellationRequested();
            xml.Begin(part.Read(buffer));
            var isObject = xml.LocalName == "ObjectContent";
            if ((isObject ? copy.Copy(xml) : xml.LocalName == ObjectFile.StatisticsElement ? copy.CopyStatistics(xml) : null) is { } copied)
                take(copied, isObject);
        }
    }
}
