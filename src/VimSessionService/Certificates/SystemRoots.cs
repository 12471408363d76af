using System.Runtime.InteropServices;

namespace VimSessionService.Certificates;

/// <summary>
/// The certificates of public authorities. The service calls nobody and shows its own certificate, yet TLS would read them all
/// at start: 65 ms and 2 MB, more than the whole rest of the start.
/// </summary>
internal static partial class SystemRoots
{
    private const string Nothing = "/dev/null";

    /// <summary>
    /// Has the TLS library find none, unless the operator said where they are. It asks the process's own environment, which
    /// <see cref="Environment"/> does not change.
    /// </summary>
    public static void LeaveUnread()
    {
        if (!OperatingSystem.IsLinux())
            return;
        _ = SetVariable("SSL_CERT_FILE", Nothing, overwrite: 0);
        _ = SetVariable("SSL_CERT_DIR", Nothing, overwrite: 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
