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
    public static string Describe(Exception failure, ServiceOptions options)
    {
        var (option, text) = OptionOf(failure, options);
        return failure is IOException { InnerException: AddressInUseException }
            ? $"{option}: {text} is in use by another process. Name another port, or 0 for a free one."
            : $"{option}: {text} cannot be listened at ({(failure.InnerException ?? failure).Message}). Name an address of this machine and a port that this user may take.";
    }

    /// <summary>The server tells the address in its message; the ports of the listeners differ, or the first of two that are the same is meant.</summary>
    private static (string Option, string Text) OptionOf(Exception failure, ServiceOptions options)
    {
        var transport = options.Transport;
        if (!ListenAddress.TryParse(transport.Listen, out var listen) || IsOf(failure, listen))
            return ("--listen", transport.Listen);
        if (transport.TunnelListen is { } tunnel && TunnelAddress.TryParse(tunnel, transport.Listen, out var beside) && IsOf(failure, beside))
            return ("--tunnel-listen", tunnel);
        return AdminAddress.Of(options) is { Address: var admin } && IsOf(failure, admin) ? ("--admin-listen", options.Admin.AdminListen ?? $"{admin.Host}:{admin.Port}") : ("--listen", transport.Listen);
    }

    private static bool IsOf(Exception failure, ListenAddress address) =>
        failure.Message.Contains(string.Create(CultureInfo.InvariantCulture, $":{address.Port}:"), StringComparison.Ordinal);
}
