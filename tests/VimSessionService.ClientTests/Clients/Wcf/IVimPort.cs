using System.ServiceModel;

namespace VimSessionService.ClientTests.Clients.Wcf;

/// <summary>
/// The vim25 operations that a session needs, as a WCF contract. Every operation has the same SOAPAction: it carries the
/// version of the API that the caller speaks, and the server tells the operations apart by the body. Of the faults each
/// operation names those that its callers distinguish; any other arrives as a plain <see cref="FaultException"/>. An
/// operation with an array among its parameters takes a message class, for WCF wraps the items of a bare array parameter.
/// </summary>
[ServiceContract(Name = "VimPortType", Namespace = Vim.Namespace)]
[XmlSerializerFormat(SupportFaults = true)]
public interface IVimPort
{
    /// <summary>The entry to everything; open to anybody.</summary>
    [OperationContract(Action = Vim.Action, ReplyAction = "*")]
    [return: MessageParameter(Name = "returnval")]
    Task<ServiceContent> RetrieveServiceContentAsync([MessageParameter(Name = "_this")] ManagedObjectReference self);

    /// <summary>The server's clock, in UTC.</summary>
    [OperationContract(Action = Vim.Action, ReplyAction = "*")]
    [FaultContract(typeof(NotAuthenticated), Name = "NotAuthenticatedFault", Namespace = Vim.Namespace)]
    [return: MessageParameter(Name = "returnval")]
    Task<DateTime> CurrentTimeAsync([MessageParameter(Name = "_this")] ManagedObjectReference self);

    /// <summary>Logs in; the session is tied to the cookie of the answer.</summary>
    [OperationContract(Action = Vim.Action, ReplyAction = "*")]
    [FaultContract(typeof(InvalidLogin), Name = "InvalidLoginFault", Namespace = Vim.Namespace)]
    [FaultContract(typeof(InvalidLocale), Name = "InvalidLocaleFault", Namespace = Vim.Namespace)]
    [FaultContract(typeof(NoPermission), Name = "NoPermissionFault", Namespace = Vim.Namespace)]
    [return: MessageParameter(Name = "returnval")]
    Task<UserSession> LoginAsync(
        [MessageParameter(Name = "_this")] ManagedObjectReference self, string userName, string password, string? locale = null);

    /// <summary>Logs in by the token in the message's security header; see <see cref="VimClient.LoginByTokenAsync"/>.</summary>
    [OperationContract(Action = Vim.Action, ReplyAction = "*")]
    [FaultContract(typeof(InvalidLogin), Name = "InvalidLoginFault", Namespace = Vim.Namespace)]
    [FaultContract(typeof(InvalidLocale), Name = "InvalidLocaleFault", Namespace = Vim.Namespace)]
    [FaultContract(typeof(NoPermission), Name = "NoPermissionFault", Namespace = Vim.Namespace)]
    [return: MessageParameter(Name = "returnval")]
    Task<UserSession> LoginByTokenAsync([MessageParameter(Name = "_this")] ManagedObjectReference self, string? locale = null);

    /// <summary>Ends the caller's session.</summary>
    [OperationContract(Action = Vim.Action, ReplyAction = "*")]
    [FaultContract(typeof(NotAuthenticated), Name = "NotAuthenticatedFault", Namespace = Vim.Namespace)]
    Task LogoutAsync([MessageParameter(Name = "_this")] ManagedObjectReference self);

    /// <summary>Whether the session lives; <paramref name="userName"/> is compared exactly with what Login answered.</summary>
    [OperationContract(Action = Vim.Action, ReplyAction = "*")]
    [FaultContract(typeof(NotAuthenticated), Name = "NotAuthenticatedFault", Namespace = Vim.Namespace)]
    [FaultContract(typeof(NoPermission), Name = "NoPermissionFault", Namespace = Vim.Namespace)]
    [return: MessageParameter(Name = "returnval")]
    Task<bool> SessionIsActiveAsync([MessageParameter(Name = "_this")] ManagedObjectReference self, string sessionID, string userName);

    /// <summary>Ends other sessions, one after the other.</summary>
    [OperationContract(Action = Vim.Action, ReplyAction = "*")]
    [FaultContract(typeof(NotAuthenticated), Name = "NotAuthenticatedFault", Namespace = Vim.Namespace)]
    [FaultContract(typeof(NoPermission), Name = "NoPermissionFault", Namespace = Vim.Namespace)]
    [FaultContract(typeof(NotFound), Name = "NotFoundFault", Namespace = Vim.Namespace)]
    [FaultContract(typeof(InvalidArgument), Name = "InvalidArgumentFault", Namespace = Vim.Namespace)]
    Task<TerminateSessionResponse> TerminateSessionAsync(TerminateSessionRequest request);

    /// <summary>Reads properties of managed objects.</summary>
    [OperationContract(Action = Vim.Action, ReplyAction = "*")]
    [FaultContract(typeof(InvalidProperty), Name = "InvalidPropertyFault", Namespace = Vim.Namespace)]
    Task<RetrievePropertiesExResponse> RetrievePropertiesExAsync(RetrievePropertiesExRequest request);
}
