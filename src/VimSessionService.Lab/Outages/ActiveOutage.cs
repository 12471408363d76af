using VimSessionService.AdminClient.Outages;
using VimSessionService.Endpoint.Doors;

namespace VimSessionService.Lab.Outages;

/// <summary>An outage that is going on.</summary>
internal sealed class ActiveOutage
{
    private readonly OutageInfo _info;
    private readonly bool _isOfAllDoors;
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _met;

    /// <summary>Begins it.</summary>
    /// <param name="info">What it is begun with.</param>
    /// <param name="doors">The doors.</param>
    internal ActiveOutage(OutageInfo info, DoorTable doors) => (_info, _isOfAllDoors) = (info, doors.Names.All(info.Doors.Contains));

    /// <summary>What it was begun with.</summary>
    internal OutageInfo Info => _info;

    /// <summary>The name.</summary>
    public string Id => _info.Id;

    /// <summary>What clients get.</summary>
    public OutageMode Mode => _info.Mode;

    /// <summary>Whether connections are refused as soon as they are made.</summary>
    public bool RefusesConnections => Mode == OutageMode.Refuse && _isOfAllDoors;

    /// <summary>Completes when the outage is over.</summary>
    public Task Over => _over.Task;

    /// <summary>Ends it after its time.</summary>
    internal ITimer? Timer { get; set; }

    /// <summary>Whether a door is out.</summary>
    public bool IsOf(string door) => _info.Doors.Contains(door);

    /// <summary>Whether it is over by a time.</summary>
    public bool IsOver(DateTimeOffset now) => _info.Ends <= now;

    /// <summary>A request or a connection has met it.</summary>
    public void Meet() => Interlocked.Increment(ref _met);

    /// <summary>The outage and what came of it.</summary>
    public OutageInfo ToInfo() => _info with { Met = Interlocked.Read(ref _met) };

    /// <summary>It is over.</summary>
    internal void End()
    {
        Timer?.Dispose();
        _over.TrySetResult();
    }
}
