namespace VimSessionService.Inventory.Recorder;

/// <summary>A server refused a call.</summary>
/// <param name="type">The type of the fault, such as <c>InvalidLogin</c>; empty where it names none.</param>
/// <param name="text">What the server says of it.</param>
internal sealed class ServerFaultException(string type, string text) : Exception(text.Length > 0 ? text : type)
{
    /// <summary>The type of the fault, such as <c>InvalidLogin</c>; empty where it names none.</summary>
    public string FaultType { get; } = type;

    /// <summary>Whether the session has ended, so that no further call can succeed.</summary>
    public bool IsEndOfSession => FaultType == "NotAuthenticated";
}

/// <summary>What a server answered is no answer of the API.</summary>
/// <param name="message">What is wrong with it.</param>
internal sealed class ServerAnswerException(string message) : Exception(message);
