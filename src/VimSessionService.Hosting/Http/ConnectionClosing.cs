using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace VimSessionService.Hosting.Http;

/// <summary>Closes the connection of a request on purpose.</summary>
internal static class ConnectionClosing
{
    /// <summary>Closes it. On a server without sockets the client sees that the request was aborted.</summary>
    /// <param name="context">The request.</param>
    /// <param name="withReset">Whether by a reset; otherwise in order.</param>
    public static void Close(HttpContext context, bool withReset)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            try
            {
                if (withReset)
                    socket.LingerState = new LingerOption(enable: true, seconds: 0);
                else
                    socket.Shutdown(SocketShutdown.Both); // before the server closes it: an aborted connection is reset otherwise
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                // the client was faster
            }
        }

        context.Abort();
    }
}
