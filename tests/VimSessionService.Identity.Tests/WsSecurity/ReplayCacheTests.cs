using VimSessionService.Identity.WsSecurity;
using VimSessionService.Tests.Shared;

namespace VimSessionService.Identity.Tests.WsSecurity;

public sealed class ReplayCacheTests : ReplayMemoryContract
{
    private protected override IReplayMemory Create(TimeProvider time, int capacity = 100_000) => new ReplayCache(time, capacity);
}
