namespace VimSessionService.Redis.Records;

/// <summary>The forms of what is kept of sessions. A replica reads every form up to the newest that it knows, and writes the newest that all live replicas read.</summary>
internal static class DocumentForm
{
    /// <summary>Sessions are named by their keys, and records are JSON objects.</summary>
    public const int First = 1;

    /// <summary>Names, records and states are short.</summary>
    public const int Compact = 2;

    /// <summary>Whoever changes a document changes its stamp, so that replicas need not read what they have.</summary>
    public const int Stamped = 3;

    /// <summary>The newest.</summary>
    public const int Newest = Stamped;
}
