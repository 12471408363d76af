using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace VimSessionService.Options;

/// <summary>Where to listen: <c>HOST:PORT</c>, <c>:PORT</c> or <c>*:PORT</c> for every address, <c>[IPV6]:PORT</c>.</summary>
/// <param name="Host">A name or an address without brackets; empty for every address.</param>
/// <param name="Port">The port; 0 for a free one.</param>
internal sealed record ListenAddress(string Host, int Port)
{
    /// <summary>Whether it is every address of the machine.</summary>
    public bool IsEveryAddress => Host.Length == 0 || (IPAddress.TryParse(Host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));

    /// <summary>The host as it stands in a URL that works on this machine.</summary>
    public string UrlHost => this switch
    {
        { IsEveryAddress: true } => "127.0.0.1",
        _ when Host.Contains(':', StringComparison.Ordinal) => $"[{Host}]",
        _ => Host,
    };

    /// <summary>Reads one of the forms.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return false;
        var host = text[..colon];
        if (host is ['[', .. var inner, ']'])
        {
            if (!IPAddress.TryParse(inner, out var v6) || v6.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6)
                return false;
            host = inner;
        }
        else if (host is "*")
        {
            host = "";
        }
        else if (host.Length > 0 && Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4))
        {
            return false;
        }

        address = new ListenAddress(host, port);
        return true;
    }

    /// <summary>The address to bind; null for every address, of both families.</summary>
    /// <param name="option">The option that names it, for the message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartupException">The name has no address.</exception>
    public async Task<IPAddress?> ResolveAsync(string option, CancellationToken cancellationToken)
    {
        if (Host.Length == 0)
            return null;
        if (IPAddress.TryParse(Host, out var address))
            return address.Equals(IPAddress.IPv6Any) ? null : address;
        if (Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return IPAddress.Loopback;
        try
        {
            var found = await Dns.GetHostAddressesAsync(Host, cancellationToken);
            return found[0];
        }
        catch (System.Net.Sockets.SocketException)
        {
            throw new StartupException($"{option}: the name '{Host}' has no address. Use an address of this machine, or :{Port} for all of them.");
        }
    }
}
