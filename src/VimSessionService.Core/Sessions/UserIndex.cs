using System.Runtime.InteropServices;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Sessions;

/// <summary>
/// Which sessions a user has, in the order of their logins. It is made when somebody asks for the first time, and follows what becomes of sessions from then on: before, it costs nothing.
/// It may have sessions that have ended, so whoever asks looks at what is found.
/// </summary>
internal sealed class UserIndex
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<AccountName, UserPlaces> _byUser = [];
    private readonly HashSet<string> _endedMeanwhile = new(StringComparer.Ordinal);
    private volatile State _state;
    private Task? _making;
    private long _generation;

    private enum State
    {
        Off,
        Making,
        On,
    }

    /// <summary>Whether it wants to know what becomes of sessions. Whoever changes a session asks afterwards.</summary>
    public bool IsFollowing => _state != State.Off;

    /// <summary>How often it was forgotten.</summary>
    public long Generation => Interlocked.Read(ref _generation);

    /// <summary>How many sessions it has.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _byKey.Count;
        }
    }

    /// <summary>Makes it, if it is not there. Of several callers at once one does.</summary>
    /// <param name="list">Lists the sessions that live. What becomes of sessions meanwhile counts besides.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask EnsureAsync(Func<ValueTask<IEnumerable<IndexedSession>>> list, CancellationToken cancellationToken)
    {
        while (_state != State.On)
        {
            Task making;
            lock (_lock)
                making = _making is { IsCompleted: false } begun ? begun : _making = MakeAsync(list);
            await making.WaitAsync(cancellationToken);
        }
    }

    /// <summary>A session was added, or is of another user.</summary>
    /// <param name="read">Reads the session, as it is now.</param>
    /// <param name="change">The number of the change: one with a lower number than that which was heard is older, and is passed over. Zero where changes are heard in their order.</param>
    public void Set(Func<IndexedSession> read, long change = 0)
    {
        lock (_lock)
        {
            if (_state == State.Off)
                return;
            var session = read();
            if (!_byKey.TryGetValue(session.Key, out var known) || known.Change <= change)
                Put(session, change);
        }
    }

    /// <summary>A session has ended.</summary>
    /// <param name="key">The session.</param>
    /// <param name="change">The number of the end: a session that was restored by a later change stays.</param>
    public void Remove(string key, long change = long.MaxValue)
    {
        if (_state == State.Off)
            return;
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out var known) && known.Change > change)
                return;
            Take(key);
            if (_state == State.Making)
                _endedMeanwhile.Add(key);
        }
    }

    /// <summary>A session that was found here lives no more, unless it is there again by another login.</summary>
    public void Remove(IndexedPlace found)
    {
        lock (_lock)
        {
            if (_byKey.TryGetValue(found.Key, out var known) && known.Number == found.Number)
                Take(found.Key);
        }
    }

    /// <summary>What became of sessions was missed: it is made anew when somebody asks.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            Clear(State.Off);
            _generation++;
        }
    }

    /// <summary>The session of a user whose login is the first after that of another one; null for none.</summary>
    /// <param name="user">The user.</param>
    /// <param name="after">The number of that login.</param>
    public IndexedPlace? Next(AccountName user, long after)
    {
        lock (_lock)
        {
            if (!_byUser.TryGetValue(user, out var of))
                return null;
            var places = of.Places;
            var next = places.Min.Number > after ? places.Min : places.GetViewBetween(new Place(after + 1, ""), Place.Last).Min;
            return next.Key is { } key ? new IndexedPlace(key, next.Number) : null;
        }
    }

    private async Task MakeAsync(Func<ValueTask<IEnumerable<IndexedSession>>> list)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // out of the lock
        lock (_lock)
            Clear(State.Making);
        try
        {
            var live = await list();
            lock (_lock)
            {
                if (_state != State.Making)
                    return; // it was forgotten meanwhile
                foreach (var session in live)
                {
                    if (!_endedMeanwhile.Contains(session.Key) && !_byKey.ContainsKey(session.Key))
                        Put(session, change: 0);
                }

                _endedMeanwhile.Clear();
                _state = State.On;
            }
        }
        catch
        {
            Forget();
            throw;
        }
    }

    private void Put(IndexedSession session, long change)
    {
        Take(session.Key);
        var user = AccountName.Of(session.UserName);
        if (!_byUser.TryGetValue(user, out var of))
            _byUser.Add(user, of = new UserPlaces(user));
        of.Places.Add(new Place(session.Number, session.Key));
        _byKey.Add(session.Key, new Entry(of, session.Number, change));
    }

    private void Take(string key)
    {
        if (!_byKey.Remove(key, out var known))
            return;
        known.Of.Places.Remove(new Place(known.Number, key));
        if (known.Of.Places.Count == 0)
            _byUser.Remove(known.Of.User);
    }

    private void Clear(State next)
    {
        _byKey.Clear();
        _byUser.Clear();
        _endedMeanwhile.Clear();
        _state = next;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(UserPlaces Of, long Number, long Change);

    /// <summary>A user, and the user's sessions.</summary>
    private sealed class UserPlaces(AccountName user)
    {
        public AccountName User => user;

        public SortedSet<Place> Places { get; } = [];
    }

    /// <summary>A login: no two have one number.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(long Number, string Key) : IComparable<Place>
    {
        public static Place Last { get; } = new(long.MaxValue, "");

        public int CompareTo(Place other) => Number.CompareTo(other.Number);
    }
}

/// <summary>What an index of users is told of a session.</summary>
/// <param name="Key">Its key.</param>
/// <param name="UserName">Its user.</param>
/// <param name="Number">The number of its login: a later login has a higher one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IndexedSession(string Key, string UserName, long Number);

/// <summary>A session that an index of users has.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Number">The number of its login.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IndexedPlace(string Key, long Number);
