using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace VimSessionService.Hosting;

/// <summary>Everything that can be set about the service. The options are validated when the service starts.</summary>
public sealed class VimSessionServiceOptions
{
    /// <summary>Which server to be.</summary>
    [ValidateObjectMembers]
    public EmulationOptions Emulation { get; set; } = new();

    /// <summary>Users, roles, permissions and extensions.</summary>
    public DirectoryOptions Directory { get; set; } = new();

    /// <summary>How long and how many sessions live.</summary>
    [ValidateObjectMembers]
    public SessionLimitOptions Sessions { get; set; } = new();

    /// <summary>What one request may cost.</summary>
    [ValidateObjectMembers]
    public RequestOptions Requests { get; set; } = new();

    /// <summary>Tickets, and what they open.</summary>
    [ValidateObjectMembers]
    public TicketOptions Tickets { get; set; } = new();

    /// <summary>The security token service, and logins by its tokens.</summary>
    [ValidateObjectMembers]
    public SingleSignOnOptions SingleSignOn { get; set; } = new();

    /// <summary>
    /// The certificate that the server shows, for the thumbprints in tickets and for <c>/certificate.pem</c>; null for plain HTTP. Its private key is not used.
    /// </summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>
    /// The names and addresses that clients know the service by, without ports: a token may be restricted to a URL at one of them. Without any, the names
    /// of this machine and of <see cref="Certificate"/>.
    /// </summary>
    public IReadOnlyCollection<string> OwnHosts { get; set; } = [];

    /// <summary>Whether each call is logged, at level information, in the category <c>VimSessionService.Calls</c>.</summary>
    public bool LogCalls { get; set; } = true;
}
