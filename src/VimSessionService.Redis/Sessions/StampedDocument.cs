namespace VimSessionService.Redis.Sessions;

/// <summary>A document that this replica has, and by what a script can tell whether it is still that of the session.</summary>
/// <param name="Document">The document.</param>
/// <param name="Stamp">Its stamp between its blanks.</param>
internal sealed record StampedDocument(SessionDocument Document, string Stamp);
