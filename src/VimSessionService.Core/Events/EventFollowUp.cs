using VimSessionService.Core.Tables;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>An event of a change, posted when the change is in force.</summary>
/// <param name="Log">Where it is posted.</param>
/// <param name="Make">Makes it.</param>
internal sealed record EventFollowUp(IEventLog Log, Func<EventStamp, Event> Make) : IFollowUp
{
    /// <inheritdoc/>
    public void Run() => Log.Post(Make);
}

/// <summary>The events among what follows a change.</summary>
internal static class EventFollowUps
{
    /// <summary>Adds an event of the change. A log in the engine that has the tables too may take it in one step with the change.</summary>
    public static void Post(this FollowUps then, IEventLog log, Func<EventStamp, Event> make) => then.Add(new EventFollowUp(log, make));

    /// <summary>The events for a log.</summary>
    public static IEnumerable<Func<EventStamp, Event>> EventsFor(this FollowUps then, IEventLog log) =>
        then.First.OfType<EventFollowUp>().Where(entry => ReferenceEquals(entry.Log, log)).Select(static entry => entry.Make);

    /// <summary>A log has its events already.</summary>
    public static void WerePosted(this FollowUps then, IEventLog log) => then.WereDone(entry => entry is EventFollowUp posted && ReferenceEquals(posted.Log, log));
}
