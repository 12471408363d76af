using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tickets;

/// <summary>A request to a ticketed path.</summary>
/// <param name="Method">The HTTP method, in capitals.</param>
/// <param name="Host">The host that the client addressed, without a port.</param>
/// <param name="Target">The path and query.</param>
internal sealed record TicketedRequest(string Method, string Host, RequestTarget Target)
{
    /// <summary>The datastore of the inventory that it is about; null for none.</summary>
    public ManagedObjectReference? Datastore { get; init; }

    /// <summary>
    /// What the client's session needs on the datastore: browsing it to read, the privilege for files to write. Where there is no datastore, reading needs System.Read at the root folder.
    /// </summary>
    public string Privilege => Datastore is null || PrivilegeOf(Method) != Privileges.SystemRead ? PrivilegeOf(Method) : Privileges.DatastoreBrowse;

    /// <inheritdoc cref="Privilege"/>
    public static string PrivilegeOf(string method) => method is "GET" or "HEAD" or "OPTIONS" or "TRACE"
        ? Privileges.SystemRead
        : Privileges.DatastoreFileManagement;
}
