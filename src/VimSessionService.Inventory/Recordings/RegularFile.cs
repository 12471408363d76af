using System.Runtime.InteropServices;

namespace VimSessionService.Inventory.Recordings;

/// <summary>Tells a regular file from a named pipe or a device, which would block whoever opens it or never end.</summary>
internal static partial class RegularFile
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint KindField = 0x1; // STATX_TYPE
    private const int KindMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Whether a path leads to a regular file, along symbolic links. On other systems than Linux every path is taken for one.</summary>
    public static bool Is(string path) => !OperatingSystem.IsLinux() || Read(CurrentDirectory, path, 0, KindField, out var status) != 0 || (status.Mode & KindMask) == Regular;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Read(int directory, string path, int flags, uint mask, out Statx status);

    /// <summary>The kernel's <c>struct statx</c>, whose layout is the same on every processor.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Statx
    {
        [FieldOffset(28)]
        public readonly ushort Mode;
    }
}
