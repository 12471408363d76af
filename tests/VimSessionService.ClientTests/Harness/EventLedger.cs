using System.Collections.Concurrent;

namespace VimSessionService.ClientTests.Harness;

/// <summary>The events of one type that clients asked for, and those that are in the log.</summary>
/// <param name="Acknowledged">How many calls for one were answered well.</param>
/// <param name="Unanswered">How many calls for one were not answered, so that it may be there or not.</param>
/// <param name="Found">How many are in the log, also those that nobody asked for.</param>
/// <param name="Missing">How many were acknowledged and are not there.</param>
/// <param name="Doubled">How many are there for which there was no call.</param>
internal sealed record EventSum(int Acknowledged, int Unanswered, int Found, int Missing, int Doubled);

/// <summary>The calls that have events, by the type and the subject of the event.</summary>
internal sealed class EventLedger
{
    private readonly ConcurrentDictionary<(string Type, string Subject), (int Acknowledged, int Unanswered)> _asked = new();

    /// <summary>Notes a call and its answer. One that was refused has no event.</summary>
    public void Note(string type, string subject, CallAnswer answer) => _asked.AddOrUpdate(
        (type, subject),
        static (_, answer) => With((0, 0), answer),
        static (_, before, answer) => With(before, answer),
        answer);

    /// <summary>Compares the log with the calls, for each type of event.</summary>
    public IEnumerable<(string Type, EventSum Sum)> Compare(IReadOnlyList<ReadEvent> events)
    {
        var found = events.CountBy(static posted => (Type: TypeOf(posted), posted.Subject)).ToDictionary();
        foreach (var asked in _asked.GroupBy(static entry => entry.Key.Type))
        {
            var type = asked.Key;
            var missing = asked.Sum(entry => Math.Max(0, entry.Value.Acknowledged - found.GetValueOrDefault(entry.Key)));
            var doubled = found.Where(entry => entry.Key.Type == type).Sum(entry => Math.Max(0, entry.Value - MostOf(entry.Key)));
            var sum = new EventSum(
                asked.Sum(static entry => entry.Value.Acknowledged), asked.Sum(static entry => entry.Value.Unanswered), found.Where(entry => entry.Key.Type == type).Sum(static entry => entry.Value), missing, doubled);
            yield return (type, sum);
        }
    }

    private static (int Acknowledged, int Unanswered) With((int Acknowledged, int Unanswered) before, CallAnswer answer) => answer switch
    {
        CallAnswer.Done => (before.Acknowledged + 1, before.Unanswered),
        CallAnswer.None => (before.Acknowledged, before.Unanswered + 1),
        _ => before,
    };

    /// <summary>A permission that a lost call has set is only changed by the next.</summary>
    private static string TypeOf(ReadEvent posted) => posted.Type == "PermissionUpdatedEvent" ? "PermissionAddedEvent" : posted.Type;

    /// <summary>How many there may be. The key of a session is not known to its client if the answer to the login was lost.</summary>
    private int MostOf((string Type, string Subject) key) => _asked.TryGetValue(key, out var asked)
        ? asked.Acknowledged + asked.Unanswered
        : key.Type is "UserLoginSessionEvent" or "UserLogoutSessionEvent" ? 1 : 0;
}
