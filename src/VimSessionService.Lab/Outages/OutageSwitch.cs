using System.Globalization;
using Microsoft.Extensions.Logging;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Snapshots;
using VimSessionService.Core;

namespace VimSessionService.Lab.Outages;

/// <summary>The outages that are going on. What is at the doors asks it about each request and each connection.</summary>
/// <param name="time">The clock.</param>
/// <param name="logger">Where failures of the timers are told.</param>
internal sealed class OutageSwitch(TimeProvider time, ILogger<OutageSwitch> logger) : IDisposable
{
    /// <summary>How many outages may go on at once.</summary>
    public const int MostOutages = 100;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private readonly Lock _lock = new();
    private ActiveOutage[] _all = [];
    private long _names;

    /// <summary>Raised when open connections are to be reset.</summary>
    public event Action? ConnectionsCut;

    /// <summary>Whether there is none.</summary>
    public bool IsNone => Volatile.Read(ref _all).Length == 0;

    /// <summary>The outages, the oldest first.</summary>
    public IReadOnlyList<OutageInfo> List()
    {
        var now = time.GetUtcNow();
        return [.. Volatile.Read(ref _all).Where(outage => !outage.IsOver(now)).Select(static outage => outage.ToInfo())];
    }

    /// <summary>The first outage of a door; null for none.</summary>
    public ActiveOutage? Find(string door)
    {
        var all = Volatile.Read(ref _all);
        return all.Length == 0 ? null : Array.Find(all, outage => outage.IsOf(door) && !outage.IsOver(time.GetUtcNow()));
    }

    /// <summary>The first outage that refuses connections; null for none.</summary>
    public ActiveOutage? FindRefusing()
    {
        var all = Volatile.Read(ref _all);
        return all.Length == 0 ? null : Array.Find(all, outage => outage.RefusesConnections && !outage.IsOver(time.GetUtcNow()));
    }

    /// <summary>Begins an outage.</summary>
    /// <exception cref="RefusedException">It cannot be used; nothing is changed.</exception>
    public OutageInfo Start(OutageSpec spec)
    {
        Check(spec);
        ActiveOutage outage;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var others = _all.Where(other => !other.IsOver(now)).ToArray();
            if (others.Length >= MostOutages)
                throw new RefusedException("", $"there are {MostOutages} outages already, the most that there may be");
            if (Array.Exists(others, other => other.Id == spec.Id))
                throw new RefusedException("id", "is the name of another outage");
            outage = new ActiveOutage(new OutageInfo
            {
                Id = spec.Id ?? NewId(others),
                Doors = [.. (spec.Doors ?? Doors.Names).Distinct()],
                Mode = spec.Mode,
                Began = now,
                Ends = now + spec.For,
                Met = 0,
            });
            Volatile.Write(ref _all, [.. others, outage]);
            if (spec.For is { } life)
            {
                outage.Timer = BackgroundWork.CreateTimer(time, logger, "the end of an outage", () => Stop(outage.Id));
                outage.Timer.Change(life, Timeout.InfiniteTimeSpan);
            }
        }

        if (outage.RefusesConnections)
            CutConnections();
        return outage.ToInfo();
    }

    /// <summary>Ends an outage; false when there is none of the name.</summary>
    public bool Stop(string id)
    {
        ActiveOutage? ended;
        lock (_lock)
        {
            ended = Array.Find(_all, outage => outage.Id == id);
            Volatile.Write(ref _all, Array.FindAll(_all, outage => outage != ended));
        }

        ended?.End();
        return ended is not null;
    }

    /// <summary>Ends all outages.</summary>
    public void StopAll()
    {
        ActiveOutage[] ended;
        lock (_lock)
        {
            ended = _all;
            Volatile.Write(ref _all, []);
        }

        foreach (var outage in ended)
            outage.End();
    }

    /// <summary>Refuses outages of a snapshot that cannot be used.</summary>
    /// <exception cref="RefusedException">One cannot be used. The place begins with <c>outages/</c>.</exception>
    public static void Check(IReadOnlyList<SnapshotOutage> saved)
    {
        if (saved.Count > MostOutages)
            throw new RefusedException("outages", $"has more than {MostOutages} outages");
        for (var i = 0; i < saved.Count; i++)
        {
            var id = saved[i].Id;
            if (saved.Take(i).Any(other => other.Id == id))
                throw new RefusedException($"outages/{i}/id", "is the name of another outage");
            try
            {
                Check(ToSpec(saved[i]));
            }
            catch (RefusedException refused)
            {
                throw new RefusedException($"outages/{i}/{(refused.Place == "for" ? "endsIn" : refused.Place)}", refused.Detail, refused.Allowed);
            }
        }
    }

    /// <summary>Has these outages and no others. One that goes on as it is to stays.</summary>
    public void Restore(IReadOnlyList<SnapshotOutage> saved)
    {
        var now = time.GetUtcNow();
        bool IsAs(OutageInfo one, SnapshotOutage other) =>
            one.Id == other.Id && one.Mode == other.Mode && one.Ends - now == other.EndsIn && one.Doors.ToHashSet(StringComparer.Ordinal).SetEquals(other.Doors);
        foreach (var gone in List().Where(outage => !saved.Any(kept => IsAs(outage, kept))))
            Stop(gone.Id);
        foreach (var wanted in saved.Where(wanted => List().All(outage => outage.Id != wanted.Id)))
            Start(ToSpec(wanted));
    }

    /// <summary>Resets the connections that are open.</summary>
    public void CutConnections() => ConnectionsCut?.Invoke();

    /// <inheritdoc/>
    public void Dispose() => StopAll();

    /// <summary>Refuses an outage that cannot be used.</summary>
    /// <exception cref="RefusedException">It is one.</exception>
    public static void Check(OutageSpec spec)
    {
        if (spec.Id is { } id && !GivenNames.IsName(id))
            throw new RefusedException("id", GivenNames.Wrong);
        if (spec.Doors is { Count: 0 })
            throw new RefusedException("doors", "is empty, so nothing would be out. Leave it out for all doors");
        for (var i = 0; i < spec.Doors?.Count; i++)
        {
            if (Doors.Find(spec.Doors[i]) is null)
                throw new RefusedException($"doors/{i}", $"is no door.{NearestNames.Hint(spec.Doors[i], Doors.Names)}", Doors.Names);
        }

        if (spec.For <= TimeSpan.Zero)
            throw new RefusedException("for", "is not longer than zero");
        if (spec.For > Longest)
            throw new RefusedException("for", $"is longer than {Longest.TotalDays:0} days");
    }

    private static OutageSpec ToSpec(SnapshotOutage saved) => new() { Id = saved.Id, Doors = saved.Doors, Mode = saved.Mode, For = saved.EndsIn };

    private string NewId(ActiveOutage[] others)
    {
        string id;
        do
        {
            id = string.Create(CultureInfo.InvariantCulture, $"outage-{++_names}");
        }
        while (Array.Exists(others, other => other.Id == id));
        return id;
    }
}
