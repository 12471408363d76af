using System.Text;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>What a client was told of the filters of a collector, as replicas share it.</summary>
/// <param name="Base">The version before the last.</param>
/// <param name="Sent">The last version.</param>
/// <param name="Filters">What each filter, by its name in the session, was at both; null where that is too large to be shared.</param>
internal sealed record ToldDocument(int Base, int Sent, IReadOnlyDictionary<string, (byte[]? Base, byte[]? Sent)> Filters)
{
    private const byte CurrentVersion = 1;
    private const int TooLarge = -1;
    private const int SameAsBase = -2;

    /// <summary>Before anything was told.</summary>
    public static ToldDocument Nothing { get; } = new(0, 0, new Dictionary<string, (byte[]?, byte[]?)>());

    /// <summary>Reads a document; null for one of a later version in another form.</summary>
    public static ToldDocument? Parse(byte[] document)
    {
        using var reader = new BinaryReader(new MemoryStream(document), Encoding.UTF8);
        if (reader.ReadByte() != CurrentVersion)
            return null;
        var (known, sent) = (reader.ReadInt32(), reader.ReadInt32());
        var filters = new Dictionary<string, (byte[]?, byte[]?)>(StringComparer.Ordinal);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            var before = Read(reader, null);
            filters[name] = (before, Read(reader, before));
        }

        return new ToldDocument(known, sent, filters);
    }

    /// <summary>The document.</summary>
    public byte[] ToBytes()
    {
        using var text = new MemoryStream();
        using var writer = new BinaryWriter(text, Encoding.UTF8, leaveOpen: true);
        writer.Write(CurrentVersion);
        writer.Write(Base);
        writer.Write(Sent);
        writer.Write(Filters.Count);
        foreach (var (name, (before, sent)) in Filters)
        {
            writer.Write(name);
            Write(writer, before);
            if (before is not null && ReferenceEquals(before, sent))
                writer.Write(SameAsBase);
            else
                Write(writer, sent);
        }

        return text.ToArray();
    }

    private static void Write(BinaryWriter writer, byte[]? snapshot)
    {
        writer.Write(snapshot?.Length ?? TooLarge);
        if (snapshot is not null)
            writer.Write(snapshot);
    }

    private static byte[]? Read(BinaryReader reader, byte[]? before) => reader.ReadInt32() switch
    {
        SameAsBase => before,
        TooLarge => null,
        var length => reader.ReadBytes(length),
    };
}
