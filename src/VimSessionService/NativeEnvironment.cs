using System.Runtime.InteropServices;

namespace VimSessionService;

/// <summary>
/// The process's own environment, which libraries in C ask and <see cref="Environment"/> does not change. To be changed only while the
/// process starts, as it has no lock.
/// </summary>
internal static partial class NativeEnvironment
{
    /// <summary>Sets a variable, whatever it was.</summary>
    public static void Set(string name, string value) => _ = SetVariable(name, value, overwrite: 1);

    /// <summary>Sets a variable that is not there.</summary>
    public static void SetIfUnset(string name, string value) => _ = SetVariable(name, value, overwrite: 0);

    /// <summary>Removes a variable.</summary>
    public static void Unset(string name) => _ = UnsetVariable(name);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnsetVariable(string name);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
