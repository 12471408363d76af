using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace VimSessionService.ClientTests.Harness;

/// <summary>The service with its SDK tunnel.</summary>
public sealed class TunnelVCenter : VCenter
{
    private readonly string _port = FreePort();

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Environment =>
        [.. base.Environment, new("VIM_TUNNEL_PORT", _port), new("GOVMOMI_TUNNEL_PROXY_PORT", _port)];

    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--tunnel-listen", $"127.0.0.1:{_port}"];

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
