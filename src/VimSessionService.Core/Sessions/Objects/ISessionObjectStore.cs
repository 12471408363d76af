namespace VimSessionService.Core.Sessions.Objects;

/// <summary>
/// What sessions have made, as documents from which any replica can make it again. It is registered only where replicas share sessions: without it
/// the objects of a session live in this process alone, and nothing is written.
/// <para>
/// Each document has a version, and so has all that a session has: the number of the latest write. <see cref="Session.ObjectsVersion"/> has it without a further
/// question. The documents of a session end with it. A write is atomic over all replicas.
/// </para>
/// <para>Exceptions: while the documents cannot be read or written, every method throws <see cref="ServiceBusyException"/>.</para>
/// </summary>
internal interface ISessionObjectStore
{
    /// <summary>
    /// The documents of a session in the order of their names; null when the session has ended. A document has its content when it is newer than
    /// <paramref name="since"/> and its name does not begin with a tilde.
    /// </summary>
    ValueTask<SessionDocuments?> ReadAsync(string sessionKey, long since, CancellationToken cancellationToken);

    /// <summary>One document with its content; null when there is none.</summary>
    ValueTask<ObjectDocument?> FindAsync(string sessionKey, string name, CancellationToken cancellationToken);

    /// <summary>Writes and removes documents together.</summary>
    /// <param name="sessionKey">The session.</param>
    /// <param name="writes">What to write; may be empty where there is only something to tell.</param>
    /// <param name="notice">What the other replicas are told; null for nothing.</param>
    /// <param name="cancellationToken">Gives up; it may be written nevertheless.</param>
    /// <returns>The version of what was written; zero when the session has ended; null when a document was not of the version that was expected.</returns>
    ValueTask<long?> WriteAsync(string sessionKey, IReadOnlyList<DocumentWrite> writes, string? notice, CancellationToken cancellationToken);

    /// <summary>Has somebody told of the notices of other replicas, on any thread. A notice may come late, but it comes.</summary>
    void Listen(Action<SessionNotice> told);
}

/// <summary>The documents of a session.</summary>
/// <param name="Version">The number of the latest write; zero before the first.</param>
/// <param name="Documents">The documents.</param>
internal sealed record SessionDocuments(long Version, IReadOnlyList<ObjectDocument> Documents);

/// <summary>A document.</summary>
/// <param name="Name">Its name: letters, digits and signs, without blanks.</param>
/// <param name="Version">The number of its latest write.</param>
/// <param name="Content">Its content; null where it was left out.</param>
internal sealed record ObjectDocument(string Name, long Version, byte[]? Content);

/// <summary>What is to be written.</summary>
/// <param name="Name">The name of the document.</param>
/// <param name="Content">Its content; null to remove it.</param>
/// <param name="Expected">The version that the document must have, zero for a document that must not be there; null for any.</param>
internal sealed record DocumentWrite(string Name, byte[]? Content, long? Expected = null);

/// <summary>What a replica tells the others about the objects of a session.</summary>
/// <param name="SessionKey">The session.</param>
/// <param name="Version">The version of what was written with it; zero when notices were missed, so that anything may have been written.</param>
/// <param name="Text">What is told.</param>
internal sealed record SessionNotice(string SessionKey, long Version, string Text);
