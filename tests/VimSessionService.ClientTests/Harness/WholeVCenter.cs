using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace VimSessionService.ClientTests.Harness;

/// <summary>
/// The service with everything that is off by default: its SDK tunnel, a datacenter, local tickets, an authority of extensions, and
/// logins by SSPI, whose negotiation of two challenges is played.
/// </summary>
public sealed class WholeVCenter : VCenter
{
    private readonly string _port = FreePort();
    private readonly ExtensionIdentity _identity = new();

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        .. base.Environment,
        new("VIM_TUNNEL_PORT", _port),
        new("GOVMOMI_TUNNEL_PROXY_PORT", _port),
        new("VIM_CLIENT_CERT", _identity.CertificateFile),
        new("VIM_CLIENT_KEY", _identity.KeyFile),
        new("VIM_CLIENT_SUBJECT", ExtensionIdentity.Subject),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments =>
    [
        "--tunnel-listen", $"127.0.0.1:{_port}",
        "--datacenter", "Lab 1/2",
        "--local-tickets", "on",
        "--extension-ca", _identity.AuthorityFile,
        "--sspi", "scripted",
        "--sspi-script-legs", "2",
    ];

    /// <inheritdoc/>
    protected override async ValueTask EndAsync()
    {
        await base.EndAsync();
        _identity.Dispose();
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
