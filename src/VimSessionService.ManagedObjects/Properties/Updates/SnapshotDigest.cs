using System.Text;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>
/// A snapshot for another replica: its objects with their paths, and for each path eight bytes by which it is known whether it reads otherwise.
/// </summary>
internal static class SnapshotDigest
{
    /// <summary>Beyond this a snapshot is not told to other replicas: some 4,000 objects with five paths.</summary>
    public const int MaxBytes = 256 * 1024;

    private const byte Unset = 0;
    private const byte Value = 1;
    private const byte Denied = 2;

    /// <summary>Writes a snapshot; null when it is too large.</summary>
    public static byte[]? Write(FilterSnapshot snapshot)
    {
        using var text = new MemoryStream();
        using var writer = new BinaryWriter(text, Encoding.UTF8, leaveOpen: true);
        var lists = new Dictionary<PlannedPath[], int>(ReferenceEqualityComparer.Instance);
        writer.Write7BitEncodedInt(snapshot.Missing.Length);
        foreach (var missing in snapshot.Missing)
            WriteReference(writer, missing);
        writer.Write7BitEncodedInt(snapshot.Objects.Length);
        foreach (var item in snapshot.Objects)
        {
            WriteReference(writer, item.Target.Reference);
            if (lists.TryGetValue(item.Paths, out var list))
            {
                writer.Write7BitEncodedInt(list);
            }
            else
            {
                // A list of paths that was not met before follows its number.
                writer.Write7BitEncodedInt(lists.Count);
                lists.Add(item.Paths, lists.Count);
                writer.Write7BitEncodedInt(item.Paths.Length);
                foreach (var path in item.Paths)
                    writer.Write(path.Path);
            }

            foreach (var reading in item.Readings)
                WriteReading(writer, reading);
            if (text.Length > MaxBytes)
                return null;
        }

        return text.ToArray();
    }

    /// <summary>Reads a snapshot.</summary>
    public static FilterSnapshot Read(byte[] text, VimCatalog catalog)
    {
        using var reader = new BinaryReader(new MemoryStream(text), Encoding.UTF8);
        var missing = new ManagedObjectReference[reader.Read7BitEncodedInt()];
        for (var i = 0; i < missing.Length; i++)
            missing[i] = ReadReference(reader);
        var objects = new ObjectSnapshot[reader.Read7BitEncodedInt()];
        var lists = new List<PlannedPath[]>();
        for (var i = 0; i < objects.Length; i++)
        {
            var target = new UnimplementedObject(ReadReference(reader), catalog);
            var list = reader.Read7BitEncodedInt();
            if (list == lists.Count)
                lists.Add(ReadPaths(reader));
            var readings = new PathReading[lists[list].Length];
            for (var j = 0; j < readings.Length; j++)
                readings[j] = ReadReading(reader);
            objects[i] = new ObjectSnapshot(target, lists[list], readings);
        }

        return new FilterSnapshot(objects, missing);
    }

    private static void WriteReading(BinaryWriter writer, PathReading reading)
    {
        var (value, denied) = reading.Reading;
        if (value is null && denied is null)
        {
            writer.Write(Unset);
            return;
        }

        writer.Write(denied is null ? Value : Denied);
        writer.Write(value is RememberedReading remembered ? remembered.Digest : ValueDigest.Of(value, denied));
    }

    private static PathReading ReadReading(BinaryReader reader) => reader.ReadByte() switch
    {
        Value => new RememberedReading(reader.ReadUInt64()).AsValue(),
        Denied => new RememberedReading(reader.ReadUInt64()).AsDenial(),
        _ => default,
    };

    private static PlannedPath[] ReadPaths(BinaryReader reader)
    {
        var paths = new PlannedPath[reader.Read7BitEncodedInt()];
        for (var i = 0; i < paths.Length; i++)
            paths[i] = new PlannedPath(reader.ReadString(), null, null);
        return paths;
    }

    private static void WriteReference(BinaryWriter writer, ManagedObjectReference reference)
    {
        writer.Write(reference.Type);
        writer.Write(reference.Value);
    }

    private static ManagedObjectReference ReadReference(BinaryReader reader) => new(reader.ReadString(), reader.ReadString());
}
