namespace VimSessionService.Core.Calls;

/// <summary>
/// The service as a client addresses it. Behind mapped ports and names that it cannot know, that is the only address which works
/// for this client.
/// </summary>
/// <param name="Scheme"><c>https</c> or <c>http</c>.</param>
/// <param name="Host">A name or an address; an IPv6 address in brackets.</param>
/// <param name="Port">The port.</param>
internal sealed record ServiceAddress(string Scheme, string Host, int Port)
{
    private const int MaxLength = 261;

    /// <summary>The address to show where nothing better is known.</summary>
    public static ServiceAddress Unknown { get; } = new("https", "localhost", 443);

    /// <summary>Scheme, host, and the port unless it is the scheme's own.</summary>
    public string Origin => Port == (Scheme == "https" ? 443 : 80) ? $"{Scheme}://{Host}" : $"{Scheme}://{Host}:{Port}";

    /// <summary>Scheme, host and port.</summary>
    public string OriginWithPort => $"{Scheme}://{Host}:{Port}";

    /// <summary>Reads a Host header; null when it is absent or names no host.</summary>
    public static ServiceAddress? Of(string? host, bool isSecure)
    {
        // Only what can stand between the slashes: the text comes back to the client in URLs.
        if (string.IsNullOrEmpty(host) || host.Length > MaxLength || host.AsSpan().ContainsAny("/\\@?#"))
            return null;
        return Uri.TryCreate($"{(isSecure ? "https" : "http")}://{host}", UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? new ServiceAddress(uri.Scheme, uri.Host, uri.Port)
            : null;
    }

    /// <summary>The address that a call was made to.</summary>
    public static ServiceAddress Of(CallContext call) => Of(call.Head.Host, call.Head.IsSecure) ?? Unknown;
}
