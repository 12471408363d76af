namespace VimSessionService.WebHooks;

/// <summary>A web hook gave no usable answer.</summary>
/// <param name="message">Which web hook and why, for the operator; nothing secret.</param>
/// <param name="innerException">What it follows from; null for nothing.</param>
public sealed class WebHookException(string message, Exception? innerException = null) : Exception(message, innerException);
