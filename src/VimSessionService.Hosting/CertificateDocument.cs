using System.Text;
using VimSessionService.Core;

namespace VimSessionService.Hosting;

/// <summary>
/// <c>GET /certificate.pem</c>: the certificate that the service shows, with its chain and without its key, for clients that are to
/// trust it. A service on plain HTTP has none.
/// </summary>
internal static class CertificateDocument
{
    /// <summary>Where it is.</summary>
    public const string Path = "/certificate.pem";

    /// <summary>Adds it to the routes.</summary>
    public static void MapCertificate(this Routes routes, ServerCertificateInfo certificate)
    {
        if (certificate.ChainPem is not { } pem)
            return;
        var bytes = Encoding.ASCII.GetBytes(pem);
        routes.MapGet(Path, context =>
        {
            context.Response.ContentType = "application/x-pem-file";
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes, 0, bytes.Length, context.RequestAborted);
        });
    }
}
