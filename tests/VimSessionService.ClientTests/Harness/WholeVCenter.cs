using System.Globalization;

namespace VimSessionService.ClientTests.Harness;

/// <summary>
/// The service with everything that is off by default: its SDK tunnel, a datacenter, local tickets, an authority of extensions, and
/// logins by SSPI, whose negotiation of two challenges is played.
/// </summary>
public sealed class WholeVCenter : VCenter
{
    private readonly string _port = TestPorts.Take().ToString(CultureInfo.InvariantCulture);
    private readonly List<string> _tunnels = [];
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
        "--tunnel-listen", $"127.0.0.1:{(IsReplicated ? NextTunnel() : _port)}",
        "--datacenter", "Lab 1/2",
        "--local-tickets", "on",
        "--extension-ca", _identity.AuthorityFile,
        "--sspi", "scripted",
        "--sspi-script-legs", "2",
    ];

    /// <inheritdoc/>
    protected override void GetTunnel(out string? port, out IReadOnlyList<string> replicas) => (port, replicas) = (_port, _tunnels);

    /// <inheritdoc/>
    protected override async ValueTask EndAsync()
    {
        await base.EndAsync();
        _identity.Dispose();
    }

    /// <summary>Each replica has a tunnel of its own behind the balancer's.</summary>
    private string NextTunnel()
    {
        var port = TestPorts.Take().ToString(CultureInfo.InvariantCulture);
        lock (_tunnels)
            _tunnels.Add(port);
        return port;
    }
}
