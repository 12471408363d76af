using VimSessionService.Core.Tables;

namespace VimSessionService.Core.Sessions.Lifecycle;

/// <summary>The system global message that clients show to their users; empty when there is none.</summary>
internal sealed class ServiceMessage
{
    /// <summary>Makes it.</summary>
    /// <param name="initial">The message to begin with.</param>
    public ServiceMessage(string initial = "")
    {
        Cell = new TableCell<string>(initial);
        Cell.Changed += (before, after) =>
        {
            if (before != after)
                Changed.CallAll();
        };
    }

    /// <summary>Raised after the message became another.</summary>
    public event Action? Changed;

    /// <summary>The message. It may have several lines.</summary>
    public string Text
    {
        get => Cell.Current;
        set => Exchange(value);
    }

    /// <summary>Where the message is.</summary>
    internal TableCell<string> Cell { get; }

    /// <summary>Sets the message and returns the one before.</summary>
    public string Exchange(string text)
    {
        var previous = "";
        Cell.Change(current =>
        {
            previous = current;
            return text;
        });
        return previous;
    }
}
