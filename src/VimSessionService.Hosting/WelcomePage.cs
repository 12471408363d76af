using System.Text;

namespace VimSessionService.Hosting;

/// <summary>
/// The page at <c>/</c> for browsers. Scanners recognize a vSphere server by the page's description.
/// </summary>
internal static class WelcomePage
{
    private static readonly byte[] Html = Encoding.UTF8.GetBytes(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="description" content="VMware vSphere API, emulated for tests by VimSessionService">
        <title>VimSessionService</title>
        </head>
        <body>
        <h1>VimSessionService</h1>
        <p>A mock vCenter for the session layer of the vSphere API. vSphere clients log in to it at <code>/sdk</code>.</p>
        <ul>
        <li><a href="/sdk/vimServiceVersions.xml">Versions of the API</a></li>
        <li><a href="/sdk/vimService.wsdl">WSDL</a></li>
        <li><a href="/certificate.pem">Certificate</a> (with HTTPS)</li>
        <li><a href="/readyz">Health</a></li>
        </ul>
        </body>
        </html>

        """);

    /// <summary>Adds the page to the routes.</summary>
    public static void MapWelcome(this Routes routes) => routes.MapGet("/", static context =>
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = Html.Length;
        return context.Response.Body.WriteAsync(Html, 0, Html.Length, context.RequestAborted);
    });
}
