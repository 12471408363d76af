using VimSessionService.Core.Directory.Permissions;

namespace VimSessionService.Core.Sessions.Tickets.Http;

/// <summary>A request to a ticketed path.</summary>
/// <param name="Method">The HTTP method, in capitals.</param>
/// <param name="Host">The host that the client addressed, without a port.</param>
/// <param name="Target">The path and query.</param>
internal sealed record TicketedRequest(string Method, string Host, RequestTarget Target)
{
    /// <summary>
    /// What the client's session needs. A real server asks for privileges on the datastore; this service has no datastores, so reading
    /// needs System.Read, and writing needs the privilege for files.
    /// </summary>
    public string Privilege => PrivilegeOf(Method);

    /// <inheritdoc cref="Privilege"/>
    public static string PrivilegeOf(string method) => method is "GET" or "HEAD" or "OPTIONS" or "TRACE"
        ? Privileges.SystemRead
        : Privileges.DatastoreFileManagement;
}
