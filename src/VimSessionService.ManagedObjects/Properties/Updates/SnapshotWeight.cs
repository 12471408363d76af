using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>How much memory the snapshot of a filter takes, roughly.</summary>
internal static class SnapshotWeight
{
    /// <summary>A subscription to changes.</summary>
    public const int Watch = 200;

    private const int PerObject = 100;
    private const int PerReading = 32;

    /// <summary>The weight of what was read of objects. A value that several paths read is there once.</summary>
    public static long Of(ObjectSnapshot[] objects, ManagedObjectReference[] missing)
    {
        var weight = new ValueWeight();
        foreach (var item in objects)
        {
            weight.Add(PerObject);
            foreach (var reading in item.Readings)
                weight.Add(PerReading).Add(reading.Reading.Value);
        }

        return weight.Add(missing).Bytes;
    }

    /// <summary>The weight of one value.</summary>
    public static long Of(PathReading reading) => new ValueWeight().Add(reading.Reading.Value).Bytes;
}
