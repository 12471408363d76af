using System.Net;
using System.Net.Sockets;

namespace VimSessionService.Core;

/// <summary>What a client's share of a limit belongs to.</summary>
internal static class ClientNetwork
{
    /// <summary>The address that a share belongs to: of IPv6 the network, since a client has as many addresses in it as it likes.</summary>
    public static IPAddress Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
