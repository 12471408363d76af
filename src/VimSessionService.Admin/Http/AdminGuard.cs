using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace VimSessionService.Admin.Http;

/// <summary>
/// Decides who may call the admin API: programs that know the token. Requests that a web page of another origin makes a browser send are refused whether or
/// not they have the token, and so are those for a foreign host, as a web page sends them whose own name resolves to this machine.
/// </summary>
/// <param name="token">The token; null to ask for none.</param>
/// <param name="hosts">The names in the Host header that are accepted besides IP addresses and names without a dot.</param>
internal sealed class AdminGuard(string? token, IReadOnlyCollection<string> hosts)
{
    private readonly byte[]? _token = token is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Refuses a request, or returns.</summary>
    /// <exception cref="ProblemException">It is refused.</exception>
    public void Check(HttpContext context)
    {
        var request = context.Request;
        if (!IsOwnHost(request.Host))
            throw Refuse("foreign-host", StatusCodes.Status403Forbidden, $"The admin API is not served for the host '{request.Host.Host}'. Use an address of this machine.");
        if (request.Headers.Origin is [var origin, ..] && !IsSameOrigin(origin, request))
            throw Refuse("foreign-origin", StatusCodes.Status403Forbidden, "A web page of another origin may not call the admin API.");
        if (request.Headers["Sec-Fetch-Site"] is [var site, ..] && site is not ("same-origin" or "none"))
            throw Refuse("foreign-origin", StatusCodes.Status403Forbidden, "A web page of another origin may not call the admin API.");
        if (_token is null || IsRight(request.Headers.Authorization))
            return;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        throw Refuse(
            "unauthorized",
            StatusCodes.Status401Unauthorized,
            "Send the token of the service as 'Authorization: Bearer TOKEN'. The service keeps it in its data directory, unless --admin-token set it.");
    }

    private static ProblemException Refuse(string kind, int status, string detail) => ProblemException.Of(kind, status, "Refused", detail);

    private bool IsRight(string? header)
    {
        const string scheme = "Bearer ";
        if (header is null || !header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(header[scheme.Length..].Trim()), given);
        return CryptographicOperations.FixedTimeEquals(given, _token);
    }

    /// <summary>A name without a dot is in no public domain, so no web page has it: names of containers are of this kind.</summary>
    private bool IsOwnHost(HostString host)
    {
        var name = host.Host.Trim('[', ']');
        return name.Length > 0
            && (IPAddress.TryParse(name, out _)
                || !name.Contains('.', StringComparison.Ordinal)
                || hosts.Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsSameOrigin(string? origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme.Equals(request.Scheme, StringComparison.OrdinalIgnoreCase)
        && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
