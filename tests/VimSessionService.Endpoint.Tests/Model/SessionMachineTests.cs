using FsCheck;
using FsCheck.Fluent;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Tests.Specification;
using VimSessionService.Vapi.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>Random sequences of every operation of sessions, from many clients, through every door, answered as the model of the specification answers them.</summary>
public sealed class SessionMachineTests
{
    private const int Clients = 5;
    private const int Sequences = 600;

    private static readonly Func<Machine, ModelClient, int, Task>[] Operations =
    [
        LoginCommands.Login, LoginCommands.Login, LoginCommands.LoginExtension, LoginCommands.LoginSubject, LoginCommands.AcquireLocal, LoginCommands.LoginByTicket,
        FederatedLoginCommands.LoginByToken, FederatedLoginCommands.LoginByToken,
        FederatedLoginCommands.LoginBySspi, FederatedLoginCommands.LoginBySspi, FederatedLoginCommands.LoginBySspi,
        SessionCommands.Logout, SessionCommands.Terminate, SessionCommands.Terminate, SessionCommands.IsActive, SessionCommands.SetLocale, SessionCommands.UpdateMessage,
        SessionCommands.Acquire, SessionCommands.Acquire, SessionCommands.Clone, SessionCommands.Clone, SessionCommands.Impersonate, SessionCommands.Impersonate,
        AutomationCommands.Create, AutomationCommands.Get, AutomationCommands.Get, AutomationCommands.Delete,
        ReadCommands.ReadCurrentSession, ReadCommands.ReadSessionList, ReadCommands.ReadMessage,
        SessionCommands.Wait,
    ];

    /// <summary>Before 8.0.3.0 the sessions of REST and JSON-RPC are apart from the others.</summary>
    [Theory]
    [InlineData(ApiVersion.V8_0_3_0)]
    [InlineData(ApiVersion.V8_0_2_0)]
    public async Task No_sequence_gives_an_answer_that_the_specification_does_not(ApiVersion version)
    {
        var steps = Gen.Choose(0, (Operations.Length * Clients * 1000) - 1).ArrayOf(80);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sequence in steps.Sample(80, version == ApiVersion.V8_0_3_0 ? Sequences : Sequences / 2))
            await RunAsync(version, sequence, seen);

        // What the sequences met: without each of these they would prove less than they seem to.
        foreach (var expected in new[]
        {
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
            "Login:503", "LoginExtension:503", "LoginByBearer:503", "LoginBySspi:503", "Clone:503", "by VI-JSON",
            "Create:", "Create:InvalidLogin", "Create:NoPermission", "Create:503", "Get:", "Get:NotAuthenticated", "Delete:", "Delete:NotAuthenticated",
            "Create by REST", "Get by REST", "Delete by REST", "Create by older REST", "Get by older REST", "Delete by older REST", "Create by JSON-RPC", "Get by JSON-RPC", "Delete by JSON-RPC",
        })
        {
            Assert.Contains(expected, seen);
        }

        Assert.Contains(FederatedLoginCommands.Kinds, kind => seen.Contains($"LoginBy{kind}:InvalidLocale"));
    }

    private static async Task RunAsync(ApiVersion version, int[] sequence, HashSet<string> seen)
    {
        using var world = new SpecificationWorld(
            new SessionSettings { MaxSessions = SessionModel.Cap },
            version,
            new VapiSessionLimits { MaxUserSessions = SessionModel.ApartCap, Lifetime = SessionModel.ApartLifetime });
        await world.RegisterAsync();
        var machine = new Machine(world, Clients);
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
