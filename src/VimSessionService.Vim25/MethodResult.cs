namespace VimSessionService.Vim25;

/// <summary>
/// What a method did to the session of its caller: it opened one, changed it, or ended it. The model passes it on; only the service knows what it
/// means.
/// </summary>
public abstract record SessionChange;

/// <summary>What a method that opens or changes a session answers with.</summary>
/// <param name="Value">The result for the client.</param>
/// <param name="Session">What became of the session.</param>
public readonly record struct SessionResult<T>(T Value, SessionChange Session);

/// <summary>What came of a method.</summary>
/// <param name="Value">The result for the client; null for a void or unset one.</param>
/// <param name="Session">What became of the caller's session; null for a method that does nothing to it.</param>
public readonly record struct MethodResult(object? Value, SessionChange? Session = null);
