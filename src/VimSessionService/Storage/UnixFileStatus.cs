using System.Runtime.InteropServices;

namespace VimSessionService.Storage;

/// <summary>Kind, owner and size of a file on Linux, read without opening it: to open a named pipe would wait for its other end.</summary>
/// <param name="IsRegular">Whether it is a regular file.</param>
/// <param name="IsDirectory">Whether it is a directory.</param>
/// <param name="Owner">The id of the user that owns it.</param>
/// <param name="Permissions">The permission bits.</param>
internal readonly partial record struct UnixFileStatus(bool IsRegular, bool IsDirectory, uint Owner, UnixFileMode Permissions)
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint BasicFields = 0x7ff; // STATX_BASIC_STATS
    private const int KindMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Directory = 0x4000;
    private const int PermissionMask = 0xFFF;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Whether users other than the owner may write.</summary>
    public bool IsWritableByOthers => (Permissions & OthersWrite) != UnixFileMode.None;

    /// <summary>Whether the owner is neither the user of this process nor the superuser.</summary>
    public bool IsOfAnotherUser => Owner != 0 && Owner != EffectiveUser();

    /// <summary>The status of a file, following symbolic links; null where there is none, or on another system than Linux.</summary>
    public static UnixFileStatus? Of(string path)
    {
        if (!OperatingSystem.IsLinux() || Read(CurrentDirectory, path, 0, BasicFields, out var status) != 0)
            return null;
        return new UnixFileStatus(
            (status.Mode & KindMask) == Regular, (status.Mode & KindMask) == Directory, status.Owner, (UnixFileMode)(status.Mode & PermissionMask));
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Read(int directory, string path, int flags, uint mask, out Statx status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    /// <summary>The kernel's <c>struct statx</c>, whose layout is the same on every processor.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Statx
    {
        [FieldOffset(20)]
        public readonly uint Owner;

        [FieldOffset(28)]
        public readonly ushort Mode;
    }
}
