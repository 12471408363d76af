namespace VimSessionService.Core.Sessions;

/// <summary>What a session store may offer besides, for an operator who puts a service into a state. The built-in stores offer it.</summary>
internal interface ISessionStateStore
{
    /// <summary>Has a session been without a call for some time; false when no live session has the key. One that has been so for too long ends.</summary>
    ValueTask<bool> SetIdleAsync(string key, TimeSpan idle, CancellationToken cancellationToken);

    /// <summary>The live sessions, oldest login first.</summary>
    ValueTask<IReadOnlyList<SavedSession>> SaveAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Has these sessions and no others, whatever the limits. A session that lives is changed and not ended. One that begins meanwhile may stay.
    /// </summary>
    ValueTask RestoreAsync(IReadOnlyList<SavedSession> sessions, CancellationToken cancellationToken);
}

/// <summary>A session as it can be made again.</summary>
/// <param name="Session">What is known of it. The default time as that of its last call has that follow from how long it has been without one.</param>
/// <param name="Owner">The user that it was opened for, whoever it impersonates now.</param>
/// <param name="Idle">How long it has been without a call.</param>
/// <param name="Age">How long ago it began.</param>
/// <param name="TokenHashes">The SHA-256 hashes of the tokens that own it, as 64 hexadecimal digits each.</param>
internal sealed record SavedSession(Session Session, string Owner, TimeSpan Idle, TimeSpan Age, IReadOnlyList<string> TokenHashes)
{
    /// <summary>Whether a text is the hash of a token.</summary>
    public static bool IsTokenHash(string text) => SecretHash.TryDecode(text, out _);

    /// <summary>When its last call was, by the time of day of then, which may have been set since.</summary>
    /// <param name="now">The time of day.</param>
    internal DateTime LastActiveAt(DateTime now) =>
        Session.LastActiveTime == default ? new DateTime(Math.Max(0, now.Ticks - Idle.Ticks), DateTimeKind.Utc) : Session.LastActiveTime;

    internal SecretHash[] Decode() => [.. TokenHashes.Select(static text => SecretHash.TryDecode(text, out var hash) ? hash : throw new FormatException("Not the hash of a token."))];
}
