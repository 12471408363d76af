using VimSessionService.Core.Work;
using VimSessionService.Redis.Tables;

namespace VimSessionService.Redis.Work;

/// <summary>The documents as this replica knows them, of one version. Not thread-safe.</summary>
internal sealed class WorkDocuments
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Their version; empty while no replica ever changed anything.</summary>
    public string Version { get; private set; } = "";

    /// <summary>All of them.</summary>
    public IReadOnlyList<WorkEdit> All => [.. _texts.Select(static document => new WorkEdit(document.Key, document.Value))];

    /// <summary>Notes a change.</summary>
    /// <returns>What has changed, each document by itself.</returns>
    public IReadOnlyList<WorkEdit> Note(string version, IReadOnlyList<WorkEdit> edits)
    {
        if (edits is [{ IsClear: true }])
            edits = [.. _texts.Keys.Where(static key => !key.StartsWith(WorkEdit.Lasting, StringComparison.Ordinal)).Select(static key => new WorkEdit(key, ""))];
        foreach (var edit in edits)
        {
            if (edit.Text.Length == 0)
                _texts.Remove(edit.Key);
            else
                _texts[edit.Key] = edit.Text;
        }

        Version = version;
        return edits;
    }

    /// <summary>Notes all documents.</summary>
    /// <returns>What has changed.</returns>
    public IReadOnlyList<WorkEdit> NoteAll(string version, IReadOnlyDictionary<string, string> documents) => Note(
        version,
        [
            .. _texts.Keys.Where(key => !documents.ContainsKey(key)).Select(static key => new WorkEdit(key, "")),
            .. documents.Where(document => _texts.GetValueOrDefault(document.Key) != document.Value).Select(static document => new WorkEdit(document.Key, document.Value)),
        ]);

    /// <summary>Reads what the engine keeps of a change: a line, and the documents.</summary>
    /// <exception cref="FormatException">It is in another form.</exception>
    public static IEnumerable<WorkEdit> Parse(byte[] change) =>
        TableEdit.Parse(change.AsSpan(change.AsSpan().IndexOf((byte)'\n') + 1)).Select(static edit => new WorkEdit(edit.Field, edit.Text));
}
