namespace VimSessionService.Core.Sessions;

/// <summary>
/// Counts the live sessions against the cap. The last places are for users who may end sessions of others, so that a full service can be
/// put in order; everybody else has a share besides.
/// </summary>
internal sealed class SessionLimiter(SessionLimits limits)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byUser = new(StringComparer.OrdinalIgnoreCase);
    private int _count;

    /// <summary>How many places are taken.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes a place for a session; false when there is none for its user.</summary>
    public bool TryTake(SessionData data)
    {
        var user = data.User.UserName;
        lock (_lock)
        {
            var own = _byUser.GetValueOrDefault(user);
            if (IsFull(data.IsAdministrator) || (!data.IsAdministrator && limits.MaxUserSessions > 0 && own >= limits.MaxUserSessions))
                return false;
            _byUser[user] = own + 1;
            _count++;
            return true;
        }
    }

    /// <summary>Takes a place for a user whether or not there is one, for a session that was there before.</summary>
    public void Take(string user)
    {
        lock (_lock)
        {
            _byUser[user] = _byUser.GetValueOrDefault(user) + 1;
            _count++;
        }
    }

    /// <summary>Gives a place back that was taken for a user.</summary>
    public void Return(string user)
    {
        lock (_lock)
        {
            _count--;
            if (_byUser[user] is > 1 and var own)
                _byUser[user] = own - 1;
            else
                _byUser.Remove(user);
        }
    }

    private bool IsFull(bool forAdministrator)
    {
        var max = limits.MaxSessions;
        var reserved = forAdministrator ? 0 : Math.Min(limits.ReservedSessions, max / 10);
        return max > 0 && _count >= max - reserved;
    }
}
