using System.Globalization;
using System.Net;
using VimSessionService.Admin;

namespace VimSessionService.Options;

/// <summary>Where the admin API is served: what <c>--admin-listen</c> says, or what it means when it is not given.</summary>
internal static class AdminAddress
{
    /// <summary>The value that switches the API off.</summary>
    public const string Off = "off";

    /// <summary>The value of <c>--admin-token</c> that asks for no token.</summary>
    public const string NoToken = "none";

    /// <summary>The usual port.</summary>
    public const int UsualPort = 8990;

    /// <summary>The address, and whether another port may be taken when its own is in use; null for nowhere.</summary>
    public static (ListenAddress Address, bool MayMove)? Of(ServiceOptions options)
    {
        var text = options.Admin.AdminListen;
        if (text is null)
        {
            var isFree = ListenAddress.TryParse(options.Transport.Listen, out var listen) && listen.Port == 0;
            return (new ListenAddress("127.0.0.1", isFree ? 0 : UsualPort), true);
        }

        return IsOff(text) || !TryParse(text, out var address) ? null : (address, false);
    }

    /// <summary>What is wrong with the options of the admin API.</summary>
    public static IEnumerable<string> Validate(ServiceOptions options)
    {
        var (listen, token) = (options.Admin.AdminListen, options.Admin.AdminToken);
        if (listen is not null && !IsOff(listen) && !TryParse(listen, out _))
            yield return $"--admin-listen: '{listen}' is no address to listen on. Write HOST:PORT, :PORT for every address, [::1]:PORT, PORT for 127.0.0.1, or off.";
        else if (Of(options) is { Address: var address } && address.Port != 0 && ListenAddress.TryParse(options.Transport.Listen, out var beside) && beside == address)
            yield return $"--admin-listen: {address.Host}:{address.Port} is where --listen serves. Name another port, or 0 for a free one.";
        else if (IsWithoutToken(token) && Of(options) is { Address: var open } && !IsLoopback(open))
            yield return "--admin-token none is for loopback addresses only, as everybody who reaches the admin API could then control the service. Give a token, or listen on 127.0.0.1.";
        if (token is { Length: < AdminServiceExtensions.MinTokenLength } && !IsWithoutToken(token))
            yield return $"--admin-token has fewer than {AdminServiceExtensions.MinTokenLength} characters. Give a longer one, or leave the option out to have one generated.";
    }

    /// <summary>Whether no token is asked for.</summary>
    public static bool IsWithoutToken(string? token) => NoToken.Equals(token, StringComparison.OrdinalIgnoreCase);

    private static bool IsOff(string text) => text.Equals(Off, StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopback(ListenAddress address) =>
        address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(address.Host, out var parsed) && IPAddress.IsLoopback(parsed));

    private static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ListenAddress? address)
    {
        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return ListenAddress.TryParse(text, out address);
        address = new ListenAddress("127.0.0.1", port);
        return true;
    }
}
