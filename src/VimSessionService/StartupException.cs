namespace VimSessionService;

/// <summary>
/// An error that the user has to correct before the service can start. The message names the option or file and says what to do. The user
/// sees only the message.
/// </summary>
internal sealed class StartupException(string message) : Exception(message);
