namespace VimSessionService.Certificates;

/// <summary>
/// The certificates of public authorities. The service makes no outgoing TLS connections and does not need them, but the TLS library would read all of them
/// at start, which takes 65 ms and 2 MB, more than the rest of the start.
/// </summary>
internal static class SystemRoots
{
    private const string Nothing = "/dev/null";

    /// <summary>
    /// Makes the TLS library find none, unless the operator has named their location.
    /// </summary>
    public static void LeaveUnread()
    {
        if (!OperatingSystem.IsLinux())
            return;
        NativeEnvironment.SetIfUnset("SSL_CERT_FILE", Nothing);
        NativeEnvironment.SetIfUnset("SSL_CERT_DIR", Nothing);
    }
}
