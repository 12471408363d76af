using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace VimSessionService.Identity.Negotiation;

/// <summary>
/// A file of the keys of Kerberos services, of MIT's second format: a version, then entries with their length, or holes. The keys
/// themselves are left to the GSS-API library.
/// </summary>
internal sealed class Keytab : IDisposable
{
    private const int MaxLength = 1 << 20;
    private const ushort Version = 0x0502;

    private readonly SafeFileHandle? _restricted;

    private Keytab(string path, IEnumerable<string> principals, SafeFileHandle? restricted = null)
    {
        Path = path;
        Principals = [.. principals.Distinct(StringComparer.Ordinal)];
        _restricted = restricted;
    }

    /// <summary>Where the library reads it; good as long as this object is in use.</summary>
    public string Path { get; }

    /// <summary>Whose keys are in it, as <c>service/host@REALM</c>.</summary>
    public IReadOnlyList<string> Principals { get; }

    /// <summary>Reads which keys a file has.</summary>
    /// <param name="path">The file.</param>
    /// <param name="principal">
    /// The one service whose keys are to be used, with its realm or, for any realm, without; null for every service. The library has
    /// no option for that, so it gets a copy with only those keys, which has no name in the file system.
    /// </param>
    /// <exception cref="FormatException">It is no keytab, or has no such key.</exception>
    /// <exception cref="IOException">It cannot be read, or the copy cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static Keytab Open(string path, string? principal = null)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > MaxLength)
            throw new FormatException("it is too large for a keytab.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var entries = Entries(content);
        if (principal is null)
            return entries.Count > 0 ? new Keytab(System.IO.Path.GetFullPath(path), entries.Select(static e => e.Principal)) : throw new FormatException("it has no key.");
        var chosen = entries.Where(e => e.Principal == principal || (!principal.Contains('@', StringComparison.Ordinal) && e.Principal.StartsWith(principal + "@", StringComparison.Ordinal))).ToArray();
        if (chosen.Length == 0)
            throw new FormatException($"it has no key of {principal}, but of {string.Join(", ", entries.Select(static e => e.Principal).Distinct(StringComparer.Ordinal))}.");
        var copy = Copy(content, chosen.Select(static e => e.Bytes));
        return new Keytab($"/proc/self/fd/{copy.DangerousGetHandle()}", chosen.Select(static e => e.Principal), copy);
    }

    /// <summary>Lets the copy go, if there is one.</summary>
    public void Dispose() => _restricted?.Dispose();

    private static SafeFileHandle Copy(byte[] content, IEnumerable<Range> entries)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        File.Delete(path);
        stream.Write(content.AsSpan(0, sizeof(ushort)));
        foreach (var entry in entries)
            stream.Write(content.AsSpan()[entry]);
        return handle;
    }

    private static List<(string Principal, Range Bytes)> Entries(byte[] content)
    {
        if (content.Length < sizeof(ushort) || BinaryPrimitives.ReadUInt16BigEndian(content) != Version)
            throw new FormatException("it is no keytab.");
        var entries = new List<(string, Range)>();
        try
        {
            for (var at = sizeof(ushort); content.Length - at >= sizeof(int);)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(at));
                if (length == 0)
                    break;
                var start = at;
                at = checked(at + sizeof(int) + Math.Abs(length));
                if (length > 0)
                    entries.Add((PrincipalOf(content.AsSpan((start + sizeof(int))..at)), start..at));
            }
        }
        catch (Exception failure) when (failure is ArgumentException or OverflowException)
        {
            throw new FormatException("it is no whole keytab.", failure);
        }

        return entries;
    }

    private static string PrincipalOf(ReadOnlySpan<byte> entry)
    {
        var components = new string[BinaryPrimitives.ReadUInt16BigEndian(entry)];
        entry = entry[sizeof(ushort)..];
        var realm = Text(ref entry);
        for (var i = 0; i < components.Length; i++)
            components[i] = Text(ref entry);
        return $"{string.Join('/', components)}@{realm}";
    }

    private static string Text(ref ReadOnlySpan<byte> entry)
    {
        var end = sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(entry);
        var text = Encoding.UTF8.GetString(entry[sizeof(ushort)..end]);
        entry = entry[end..];
        return text;
    }
}
