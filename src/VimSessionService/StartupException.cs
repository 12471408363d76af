namespace VimSessionService;

/// <summary>
/// Something the user has to mend before the service can start. The message names the option or file and says what to do; it is
/// all that the user sees.
/// </summary>
public sealed class StartupException(string message) : Exception(message);
