using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>
/// What the log keeps in place of an event until somebody reads it. Events that come with every login are kept so, since most give way
/// unread and what is kept is what the collector has to move.
/// </summary>
public interface IEventNote
{
    /// <summary>The event, the same each time.</summary>
    Event ToEvent(EventStamp stamp);
}
