using VimSessionService.Endpoint.Tests.Specification;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>Random sequences of every operation of sessions, each step a number.</summary>
internal static class SessionSequence
{
    private const int Clients = 5;

    private static readonly Func<Machine, ModelClient, int, Task>[] Operations =
    [
        LoginCommands.Login, LoginCommands.Login, LoginCommands.LoginExtension, LoginCommands.LoginSubject, LoginCommands.AcquireLocal, LoginCommands.LoginByTicket,
        FederatedLoginCommands.LoginByToken, FederatedLoginCommands.LoginByToken,
        FederatedLoginCommands.LoginBySspi, FederatedLoginCommands.LoginBySspi, FederatedLoginCommands.LoginBySspi,
        SessionCommands.Logout, SessionCommands.Terminate, SessionCommands.Terminate, SessionCommands.IsActive, SessionCommands.SetLocale, SessionCommands.UpdateMessage,
        SessionCommands.Acquire, SessionCommands.Acquire, SessionCommands.Clone, SessionCommands.Clone, SessionCommands.Impersonate, SessionCommands.Impersonate,
        AutomationCommands.Create, AutomationCommands.Get, AutomationCommands.Get, AutomationCommands.Delete,
        AutomationCommands.CreateByToken, AutomationCommands.CreateByToken, AutomationCommands.CreateByAccess, AutomationCommands.Exchange, AutomationCommands.Share,
        ReadCommands.ReadCurrentSession, ReadCommands.ReadSessionList, ReadCommands.ReadMessage,
        SessionCommands.Wait,
    ];

    /// <summary>One more than the largest step.</summary>
    public static int Steps => Operations.Length * Clients * 1000;

    /// <summary>What sequences of any length must have met: without each of these they would prove less than they seem to.</summary>
    public static IReadOnlyList<string> Common { get; } =
    [
        "Login:", "Login:InvalidLogin", "Login:InvalidLocale", "Login:NoPermission", "Logout:", "Logout:NotAuthenticated",
        "Terminate:", "Terminate:NotFound", "Terminate:InvalidArgument", "Terminate:NoPermission", "Terminate:NotAuthenticated",
        "IsActive:true", "IsActive:false", "IsActive:NoPermission", "SetLocale:", "SetLocale:InvalidLocale", "SetLocale:NotAuthenticated",
        "UpdateMessage:", "UpdateMessage:NoPermission", "Acquire:", "Acquire:NotAuthenticated", "Clone:", "Clone:InvalidLogin",
        "Impersonate:", "Impersonate:InvalidLogin", "Impersonate:InvalidLocale", "Impersonate:NoPermission", "Impersonate:NotAuthenticated",
        "AcquireGeneric:", "AcquireGeneric:NotAuthenticated", "AcquireLocal:", "AcquireLocal:NoPermission", "LoginByTicket:", "LoginByTicket:InvalidLogin",
        "LoginExtension:", "LoginExtension:InvalidLogin", "LoginExtension:NoClientCertificate",
        "LoginSubject:", "LoginSubject:InvalidLogin", "LoginSubject:NoClientCertificate", "LoginSubject:InvalidClientCertificate", "LoginSubject:NoSubjectName",
        "LoginByBearer:", "LoginByBearer:NoPermission", "LoginByKey:", "LoginByKey:InvalidLogin", "LoginByKey:NoPermission",
        "LoginByWrongKey:InvalidLogin", "LoginByExpired:InvalidLogin", "LoginByUntrusted:InvalidLogin", "LoginByNothing:InvalidLogin",
        "LoginBySspi:", "LoginBySspi:SSPIChallenge", "LoginBySspi:InvalidLogin", "LoginBySspi:InvalidLocale", "LoginBySspi:NoPermission",
        "AnswerSspi:", "AnswerSspi:InvalidLogin", "AnswerSspi:InvalidLocale", "AnswerSspi:NoPermission",
        "Login:503", "LoginExtension:503", "LoginByBearer:503", "LoginBySspi:503", "Clone:503",
        "Create:", "Create:InvalidLogin", "Create:NoPermission", "Create:503", "Get:", "Get:NotAuthenticated", "Delete:", "Delete:NotAuthenticated",
        "Create by REST", "Get by REST", "Delete by REST", "Create by older REST", "Get by older REST", "Delete by older REST", "Create by JSON-RPC", "Get by JSON-RPC", "Delete by JSON-RPC",
    ];

    /// <summary>Every operation with every door that it can come by: a login by token has no other than SOAP, as VI-JSON has no place for a token.</summary>
    private static readonly string[] ByEveryDoor =
    [
        .. from operation in new[]
           {
               "Login", "LoginByTicket", "AcquireLocal", "LoginExtension", "LoginSubject", "LoginByNothing", "LoginBySspi", "AnswerSspi", "Logout", "Terminate", "IsActive", "SetLocale",
               "UpdateMessage", "Acquire", "AcquireGeneric", "Clone", "Impersonate", "CurrentSession", "SessionList", "Message",
           }
           from door in new[] { "SOAP", "VI-JSON" }
           select $"{operation} by {door}",
        .. from kind in FederatedLoginCommands.Kinds.Append("Exchanged") select $"LoginBy{kind} by SOAP",
        .. from operation in new[] { "Create", "CreateByBearer", "CreateByKey", "CreateByExchanged", "CreateByAccessGood", "Get", "Delete" }
           from door in AutomationDoors.Names
           select $"{operation} by {door}",
    ];

    /// <summary>What the sequences of one version must have met.</summary>
    /// <param name="version">The version of the service.</param>
    public static IReadOnlyList<string> Outcomes(ApiVersion version) =>
    [
        .. Common,
        "LoginByUndelegated:", "LoginByExchanged:", "LoginByExchanged:InvalidLogin", "CreateByExchanged:", "CreateByExchanged:NoPermission",
        "Create:", "Create:InvalidLogin", "Create:NoPermission", "Create:503", "Get:", "Get:NotAuthenticated", "Delete:", "Delete:NotAuthenticated",
        "CreateByBearer:", "CreateByBearer:InvalidLogin", "CreateByBearer:NoPermission", "CreateByBearer:503", "CreateByKey:", "CreateByKey:InvalidLogin", "CreateByKey:NoPermission",
        "CreateByWrongKey:InvalidLogin", "CreateByExpired:InvalidLogin", "CreateByUntrusted:InvalidLogin", "CreateByUndelegated:InvalidLogin",
        "CreateByAccessExpired:InvalidLogin", "CreateByAccessUntrusted:InvalidLogin",
        "Exchange by REST: 200", "Exchange by REST: 401", "Exchange by older REST: 200", "Exchange by older REST: 401",
        "Share by shared-session: 200", "Share by shared-session: 403", "Share by shared-session: 503",
        .. version >= ApiVersion.V9_1_0_0 ? new[] { "CreateByAccessGood:", "CreateByAccessGood:NoPermission" } : ["CreateByAccessGood:InvalidLogin"],
        .. ByEveryDoor,
    ];

    /// <summary>Runs a sequence in a world of its own, in which the extensions are registered.</summary>
    /// <param name="world">The world.</param>
    /// <param name="sequence">The steps.</param>
    /// <param name="seen">Takes what the sequence met.</param>
    public static async Task RunAsync(SpecificationWorld world, int[] sequence, HashSet<string> seen)
    {
        var machine = new Machine(world, Clients);
        await machine.BeginAsync();
        try
        {
            foreach (var step in sequence)
            {
                var client = machine.Clients[step % Clients];
                var rest = step / Clients;
                await Operations[rest % Operations.Length](machine, client, rest / Operations.Length);
            }

            await machine.CheckSessionsAsync();
        }
        catch (Xunit.Sdk.XunitException e)
        {
            throw new InvalidOperationException($"After {machine.Trail}: {e.Message}", e);
        }

        seen.UnionWith(machine.Seen);
    }
}
