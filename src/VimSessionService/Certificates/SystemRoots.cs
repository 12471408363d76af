namespace VimSessionService.Certificates;

/// <summary>
/// The certificates of public authorities. Only a service that asks a server over TLS, without an authority of the operator's, needs them; but the
/// TLS library would always read all of them at start, which takes 65 ms and 2 MB, more than the rest of the start.
/// </summary>
internal static class SystemRoots
{
    private const string Nothing = "/dev/null";

    private static readonly string[] Locations = ["SSL_CERT_FILE", "SSL_CERT_DIR"];

    /// <summary>
    /// Makes the TLS library find none, unless the operator has named their location.
    /// </summary>
    public static void LeaveUnread()
    {
        if (!OperatingSystem.IsLinux())
            return;
        foreach (var name in Locations)
            NativeEnvironment.SetIfUnset(name, Nothing);
    }

    /// <summary>Lets the TLS library find them after all. It has to be called before the first certificate is used.</summary>
    /// <param name="environment">The environment as the process was given it.</param>
    public static void Read(IReadOnlyDictionary<string, string> environment)
    {
        if (!OperatingSystem.IsLinux())
            return;
        foreach (var name in Locations)
        {
            if (!environment.ContainsKey(name))
                NativeEnvironment.Unset(name);
        }
    }
}
