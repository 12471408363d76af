using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using VimSessionService.Options;

namespace VimSessionService.Transport;

/// <summary>An address that cannot be listened at, as one line for the operator.</summary>
internal static class BindFailure
{
    /// <summary>Whether an exception of the start is about an address, and told by <see cref="Describe"/>.</summary>
    public static bool Is(Exception? failure) => failure is SocketException or IOException { InnerException: AddressInUseException or SocketException };

    /// <summary>The message: which option names the address, what is wrong with it, and what to do.</summary>
    public static string Describe(Exception failure, TransportOptions options)
    {
        var (option, text) = IsOfTunnel(failure, options) ? ("--tunnel-listen", options.TunnelListen!) : ("--listen", options.Listen);
        return failure is IOException { InnerException: AddressInUseException }
            ? $"{option}: {text} is in use by another process. Name another port, or 0 for a free one."
            : $"{option}: {text} cannot be listened at ({(failure.InnerException ?? failure).Message}). Name an address of this machine and a port that this user may take.";
    }

    /// <summary>The server tells the address in its message, and binds the service's own before the tunnel's.</summary>
    private static bool IsOfTunnel(Exception failure, TransportOptions options) =>
        options.TunnelListen is { } text
        && ListenAddress.TryParse(text, out var tunnel)
        && ListenAddress.TryParse(options.Listen, out var listen)
        && tunnel.Port != listen.Port
        && failure.Message.Contains(string.Create(CultureInfo.InvariantCulture, $":{tunnel.Port}:"), StringComparison.Ordinal);
}
