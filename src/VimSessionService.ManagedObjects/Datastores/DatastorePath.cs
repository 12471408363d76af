namespace VimSessionService.ManagedObjects.Datastores;

/// <summary>A path of the API in a datastore: <c>[DATASTORE] DIRECTORY/FILE</c>.</summary>
/// <param name="Datastore">The name of the datastore.</param>
/// <param name="Path">The path in it, without slashes at its ends; empty for the top.</param>
internal readonly record struct DatastorePath(string Datastore, string Path)
{
    /// <summary>Reads a path; null when it is none. A directory <c>.</c> is the one that it is in: govc asks for the top so.</summary>
    public static DatastorePath? Parse(string? text)
    {
        if (text is not ['[', ..] || text.IndexOf(']', StringComparison.Ordinal) is not (> 1 and var end))
            return null;
        var steps = text[(end + 1)..].Trim(' ').Split('/').Where(static step => step is not ("" or ".")).ToArray();
        return steps.Contains("..") ? null : new DatastorePath(text[1..end], string.Join('/', steps));
    }
}
