namespace VimSessionService.Options;

/// <summary>Address, limits and timeouts of the HTTP server.</summary>
internal sealed record TransportOptions : RequestOptions
{
    /// <summary>Where to listen; see <see cref="ListenAddress"/>.</summary>
    public string Listen { get; set; } = "127.0.0.1:8989";

    /// <summary>Where the SDK tunnel is served besides; null for nowhere.</summary>
    public string? TunnelListen { get; set; }

    /// <summary>How many connections may be open at once; 0 for as many as the memory of the process allows.</summary>
    public int MaxConnections { get; set; }

    /// <summary>How fast a client must read an answer, in bytes for each second; 0 for as slowly as it likes.</summary>
    public int MinResponseRate { get; set; } = 16 * 1024;

    /// <summary>How long a client may take to send the headers of a request.</summary>
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may take to send the body of a request.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an idle connection is kept.</summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>How long a stop waits for calls in flight.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
