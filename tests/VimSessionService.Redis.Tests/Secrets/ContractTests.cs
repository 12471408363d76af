using VimSessionService.Contracts.Sessions;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Secrets;

namespace VimSessionService.Redis.Tests.Secrets;

public sealed class InstanceSecretsContractTests : SessionTokenKeyContract
{
    protected override ISessionTokenKey CreateKey() => new InstanceSecrets("0123456789abcdef"u8, "lab");
}
