using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Snapshots;
using VimSessionService.Core;
using VimSessionService.Core.Tables;
using VimSessionService.Endpoint.Doors;

namespace VimSessionService.Lab.Outages;

/// <summary>The outages that are going on. What is at the doors asks it about each request and each connection.</summary>
internal sealed class OutageSwitch : IDisposable
{
    /// <summary>How many outages may be in force at once.</summary>
    public const int MostOutages = 100;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private readonly TimeProvider _time;
    private readonly DoorTable _doors;
    private readonly ILogger<OutageSwitch> _logger;
    private readonly Lock _lock = new();
    private ActiveOutage[] _all = [];
    private OutageCuts _cuts = OutageState.None.Cuts;
    private long _names;

    /// <summary>Makes it; nothing is out.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="doors">The doors.</param>
    /// <param name="logger">Where failures of the timers are told.</param>
    public OutageSwitch(TimeProvider time, DoorTable doors, ILogger<OutageSwitch> logger)
    {
        (_time, _doors, _logger) = (time, doors, logger);
        Cell.Changed += (_, _) => Follow();
    }

    /// <summary>Raised when open connections are to be reset.</summary>
    public event Action? ConnectionsCut;

    /// <summary>The doors that can be out.</summary>
    public DoorTable Doors => _doors;

    /// <summary>Where the outages are; they are in force here once all see them.</summary>
    public TableCell<OutageState> Cell { get; } = new(OutageState.None);

    /// <summary>Whether there is none.</summary>
    public bool IsNone => Volatile.Read(ref _all).Length == 0;

    /// <summary>The outages, the oldest first.</summary>
    public IReadOnlyList<OutageInfo> List()
    {
        var now = _time.GetUtcNow();
        return [.. Volatile.Read(ref _all).Where(outage => !outage.IsOver(now)).Select(static outage => outage.ToInfo())];
    }

    /// <summary>The first outage of a door; null for none.</summary>
    public ActiveOutage? Find(string door)
    {
        var all = Volatile.Read(ref _all);
        return all.Length == 0 ? null : Array.Find(all, outage => outage.IsOf(door) && !outage.IsOver(_time.GetUtcNow()));
    }

    /// <summary>The first outage that refuses connections; null for none.</summary>
    public ActiveOutage? FindRefusing()
    {
        var all = Volatile.Read(ref _all);
        return all.Length == 0 ? null : Array.Find(all, outage => outage.RefusesConnections && !outage.IsOver(_time.GetUtcNow()));
    }

    /// <summary>Begins an outage.</summary>
    /// <exception cref="RefusedException">It cannot be used; nothing is changed.</exception>
    public OutageInfo Start(OutageSpec spec)
    {
        Check(spec, _doors);
        OutageInfo? begun = null;
        Cell.Change(state =>
        {
            var now = _time.GetUtcNow();
            var others = state.Outages.RemoveAll(other => other.Ends <= now);
            if (others.Length >= MostOutages)
                throw new RefusedException("", $"there are {MostOutages} outages already, the most that there may be");
            if (others.Any(other => other.Id == spec.Id))
                throw new RefusedException("id", "is the name of another outage");
            begun = new OutageInfo
            {
                Id = spec.Id ?? NewId(others),
                Doors = [.. (spec.Doors ?? _doors.Names).Distinct()],
                Mode = spec.Mode,
                Began = now,
                Ends = now + spec.For,
                Met = 0,
            };
            return state with { Outages = others.Add(begun) };
        });
        return begun!;
    }

    /// <summary>Ends an outage; false when there is none of the name.</summary>
    public bool Stop(string id)
    {
        var isFound = false;
        Cell.Change(state =>
        {
            var left = state.Outages.RemoveAll(outage => outage.Id == id);
            isFound = left.Length < state.Outages.Length;
            return isFound ? state with { Outages = left } : state;
        });
        return isFound;
    }

    /// <summary>Ends all outages.</summary>
    public void StopAll() => Cell.Change(static state => state.Outages.IsEmpty ? state : state with { Outages = [] });

    /// <summary>Refuses outages of a snapshot that cannot be used.</summary>
    /// <exception cref="RefusedException">One cannot be used. The place begins with <c>outages/</c>.</exception>
    public void Check(IReadOnlyList<SnapshotOutage> saved)
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
                Check(ToSpec(saved[i]), _doors);
            }
            catch (RefusedException refused)
            {
                throw new RefusedException($"outages/{i}/{(refused.Place == "for" ? "endsIn" : refused.Place)}", refused.Detail, refused.Allowed);
            }
        }
    }

    /// <summary>Has these outages and no others. One that is already as wanted stays.</summary>
    public void Restore(IReadOnlyList<SnapshotOutage> saved)
    {
        var now = _time.GetUtcNow();
        bool IsAs(OutageInfo one, SnapshotOutage other) =>
            one.Id == other.Id && one.Mode == other.Mode && one.Ends - now == other.EndsIn && one.Doors.ToHashSet(StringComparer.Ordinal).SetEquals(other.Doors);
        foreach (var gone in Cell.Current.Outages.Where(outage => !saved.Any(kept => IsAs(outage, kept))))
            Stop(gone.Id);
        foreach (var wanted in saved.Where(wanted => Cell.Current.Outages.All(outage => outage.Id != wanted.Id)))
            Start(ToSpec(wanted));
    }

    /// <summary>Resets the connections that are open.</summary>
    public void CutConnections() => Cell.Change(static state => state with { Cuts = new OutageCuts(Guid.NewGuid().ToString("N")) });

    /// <summary>Ends the outages here alone.</summary>
    public void Dispose() => Cell.Put(static _ => OutageState.None);

    /// <summary>Refuses an outage that cannot be used.</summary>
    /// <param name="spec">The outage.</param>
    /// <param name="doors">The doors.</param>
    /// <exception cref="RefusedException">It is one.</exception>
    public static void Check(OutageSpec spec, DoorTable doors)
    {
        if (spec.Id is { } id && !GivenNames.IsName(id))
            throw new RefusedException("id", GivenNames.Wrong);
        if (spec.Doors is { Count: 0 })
            throw new RefusedException("doors", "is empty, so nothing would be out. Leave it out for all doors");
        for (var i = 0; i < spec.Doors?.Count; i++)
        {
            if (doors.Find(spec.Doors[i]) is null)
                throw new RefusedException($"doors/{i}", $"is no door.{NearestNames.Hint(spec.Doors[i], doors.Names)}", doors.Names);
        }

        if (spec.For <= TimeSpan.Zero)
            throw new RefusedException("for", "is not longer than zero");
        if (spec.For > Longest)
            throw new RefusedException("for", $"is longer than {Longest.TotalDays:0} days");
    }

    private static OutageSpec ToSpec(SnapshotOutage saved) => new() { Id = saved.Id, Doors = saved.Doors, Mode = saved.Mode, For = saved.EndsIn };

    /// <summary>Has the outages be in force that the cell has.</summary>
    private void Follow()
    {
        List<ActiveOutage> ended = [];
        bool cuts;
        lock (_lock)
        {
            var state = Cell.Current;
            var known = _all.ToDictionary(static outage => outage.Info);
            ActiveOutage[] all = [.. state.Outages.Select(info => known.Remove(info, out var going) ? going : new ActiveOutage(info, _doors))];
            var begun = all.Except(_all).ToArray();
            ended.AddRange(known.Values);
            Volatile.Write(ref _all, all);
            foreach (var outage in begun)
                Time(outage);
            cuts = _cuts != state.Cuts || Array.Exists(begun, outage => outage.RefusesConnections && !outage.IsOver(_time.GetUtcNow()));
            _cuts = state.Cuts;
        }

        foreach (var outage in ended)
            outage.End();
        if (cuts)
            ConnectionsCut.CallAll();
    }

    private void Time(ActiveOutage outage)
    {
        if (outage.Info.Ends is not { } ends)
            return;
        outage.Timer = BackgroundWork.CreateTimer(_time, _logger, "the end of an outage", () => End(outage));
        var rest = ends - _time.GetUtcNow();
        outage.Timer.Change(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The time of an outage is over.</summary>
    private void End(ActiveOutage outage)
    {
        Cell.Change(state => state.Outages.Contains(outage.Info) ? state with { Outages = state.Outages.Remove(outage.Info) } : state);
        outage.End();
    }

    private string NewId(ImmutableArray<OutageInfo> others)
    {
        string id;
        do
        {
            id = string.Create(CultureInfo.InvariantCulture, $"outage-{++_names}");
        }
        while (others.Any(other => other.Id == id));
        return id;
    }
}
