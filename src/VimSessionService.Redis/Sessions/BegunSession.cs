using VimSessionService.Core.Sessions;

namespace VimSessionService.Redis.Sessions;

/// <summary>A session as this replica has added it. Its first call here need not read what was just written, and has the very identity of the login, by which others remember what its user may do.</summary>
/// <param name="Record">The record that was written.</param>
/// <param name="Login">When the session began, in ticks of <see cref="DateTime"/> in UTC.</param>
/// <param name="Data">What was written.</param>
internal sealed record BegunSession(byte[] Record, long Login, SessionData Data);
