using VimSessionService.Contracts.Sessions;
using VimSessionService.Core.Sessions;
using VimSessionService.Vapi.Sessions;

namespace VimSessionService.Vapi.Tests;

/// <summary>The store of the sessions that are apart from those of SOAP, with a lifetime that no test reaches.</summary>
public sealed class VapiSessionStoreContractTests : SessionStoreContract
{
    protected override bool ExemptsAdministrators => false;

    protected override ISessionStore CreateStore(TimeProvider time, SessionLimits settings, SessionNotifications notifications) =>
        new VapiSessionStore(new InMemorySessionStore(time, settings, notifications), TimeSpan.FromDays(3650), time);
}
