using VimSessionService.Contracts.Sessions;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.Tests.Contracts;

public sealed class SerializedSessionStoreTests : SessionStoreContract
{
    protected override ISessionStore CreateStore(TimeProvider time, SessionSettings settings, SessionNotifications notifications) =>
        new SerializedSessionStore(time, settings, notifications);
}
