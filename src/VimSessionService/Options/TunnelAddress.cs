using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace VimSessionService.Options;

/// <summary>Where the SDK tunnel is served: an address as <see cref="ListenAddress"/> reads it, or a port of the host of <c>--listen</c>.</summary>
internal static class TunnelAddress
{
    /// <summary>Reads it; false when it is neither.</summary>
    /// <param name="text">The value of <c>--tunnel-listen</c>.</param>
    /// <param name="listen">The value of <c>--listen</c>.</param>
    /// <param name="address">The address.</param>
    public static bool TryParse(string text, string listen, [NotNullWhen(true)] out ListenAddress? address)
    {
        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return ListenAddress.TryParse(text, out address);
        address = ListenAddress.TryParse(listen, out var beside) ? beside with { Port = port } : null;
        return address is not null;
    }
}
