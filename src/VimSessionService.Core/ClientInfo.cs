using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Core;

/// <summary>Where a call came from.</summary>
/// <param name="Address">The client's address.</param>
/// <param name="UserAgent">The User-Agent; empty when it sent none.</param>
/// <param name="Certificate">The client's certificate. It is only verified that the client has the private key.</param>
public sealed record ClientInfo(IPAddress Address, string UserAgent, X509Certificate2? Certificate = null)
{
    /// <summary>The address as sessions and events show it; an IPv4 address is shown as one on a dual-stack socket too.</summary>
    public string IpAddress => Plain(Address).ToString();

    /// <summary>
    /// The owner of the client's share of a limit: the address, or the first 64 bits of an IPv6 address, since a client with one address of such
    /// a network can use all of them.
    /// </summary>
    public string Network => ClientNetwork.Of(Address).ToString();

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
