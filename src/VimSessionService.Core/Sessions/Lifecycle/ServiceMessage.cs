namespace VimSessionService.Core.Sessions.Lifecycle;

/// <summary>The system global message that clients show to their users; empty when there is none.</summary>
/// <param name="initial">The message to begin with.</param>
internal sealed class ServiceMessage(string initial = "")
{
    private string _text = initial;

    /// <summary>Raised after the message became another.</summary>
    public event Action? Changed;

    /// <summary>The message. It may have several lines.</summary>
    public string Text
    {
        get => Volatile.Read(ref _text);
        set => Exchange(value);
    }

    /// <summary>Sets the message and returns the one before.</summary>
    public string Exchange(string text)
    {
        var previous = Interlocked.Exchange(ref _text, text);
        if (previous != text)
            Changed?.Invoke();
        return previous;
    }
}
