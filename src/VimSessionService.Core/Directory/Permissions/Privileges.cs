using System.Collections.Frozen;

namespace VimSessionService.Core.Directory.Permissions;

/// <summary>The privileges of the API by their ids, and names for those that the service itself speaks of.</summary>
public static class Privileges
{
    /// <summary>Held by every session, by a user with any access, and by a reader of an object.</summary>
    public const string SystemAnonymous = "System.Anonymous";
    /// <inheritdoc cref="SystemAnonymous"/>
    public const string SystemView = "System.View";
    /// <inheritdoc cref="SystemAnonymous"/>
    public const string SystemRead = "System.Read";

    /// <summary>Sessions of others, and the message to them.</summary>
    public const string SessionsGlobalMessage = "Sessions.GlobalMessage";
    /// <inheritdoc cref="SessionsGlobalMessage"/>
    public const string SessionsImpersonateUser = "Sessions.ImpersonateUser";
    /// <inheritdoc cref="SessionsGlobalMessage"/>
    public const string SessionsTerminateSession = "Sessions.TerminateSession";
    /// <inheritdoc cref="SessionsGlobalMessage"/>
    public const string SessionsValidateSession = "Sessions.ValidateSession";

    /// <summary>Roles and permissions.</summary>
    public const string AuthorizationModifyPermissions = "Authorization.ModifyPermissions";
    /// <inheritdoc cref="AuthorizationModifyPermissions"/>
    public const string AuthorizationModifyRoles = "Authorization.ModifyRoles";
    /// <inheritdoc cref="AuthorizationModifyPermissions"/>
    public const string AuthorizationReassignRolePermissions = "Authorization.ReassignRolePermissions";

    /// <summary>Reading the files of a datastore over HTTP.</summary>
    public const string DatastoreBrowse = "Datastore.Browse";
    /// <summary>Writing and removing the files that are reached over HTTP.</summary>
    public const string DatastoreFileManagement = "Datastore.FileManagement";

    /// <summary>Registration of extensions.</summary>
    public const string ExtensionRegister = "Extension.Register";

    /// <summary>The server as a whole.</summary>
    public const string GlobalLogEvent = "Global.LogEvent";
    /// <inheritdoc cref="GlobalLogEvent"/>
    public const string GlobalSettings = "Global.Settings";

    /// <summary>Every privilege id that the server itself has, in alphabetical order.</summary>
    public static IReadOnlyList<string> All => PrivilegeIds.All;

    /// <summary>The same as a set.</summary>
    public static FrozenSet<string> Known { get; } = All.ToFrozenSet(StringComparer.Ordinal);
}
