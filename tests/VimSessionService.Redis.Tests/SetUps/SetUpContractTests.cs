using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Events;
using VimSessionService.Redis.Tests.Objects;
using VimSessionService.Redis.Tests.Replays;
using VimSessionService.Redis.Tests.Replicas;
using VimSessionService.Redis.Tests.Secrets;
using VimSessionService.Redis.Tests.Sessions;
using VimSessionService.Redis.Tests.Tables;
using VimSessionService.Redis.Tests.Tickets;
using VimSessionService.Redis.Tests.Turns;
using VimSessionService.Redis.Tests.Work;

namespace VimSessionService.Redis.Tests.SetUps;

// The contracts with engines that are set up otherwise than a single one without a password. A user with few rights meets every script, and a cluster every key.

public sealed class TlsSessionContractTests(TlsServer server) : EngineSessionContract(server), IClassFixture<TlsServer>;

public sealed class AccountSessionContractTests(AccountServer server) : EngineSessionContract(server), IClassFixture<AccountServer>;

public sealed class AccountTicketContractTests(AccountServer server) : EngineTicketContract(server), IClassFixture<AccountServer>;

public sealed class AccountEventContractTests(AccountServer server) : EngineEventContract(server), IClassFixture<AccountServer>;

public sealed class AccountTableChangesTests(AccountServer server) : EngineTableChangesContract(server), IClassFixture<AccountServer>;

public sealed class AccountReplayMemoryTests(AccountServer server) : EngineReplayMemoryTests(server), IClassFixture<AccountServer>;

public sealed class AccountTurnTests(AccountServer server) : TurnTests(server), IClassFixture<AccountServer>;

public sealed class AccountSharedTextTests(AccountServer server) : SharedTextTests(server), IClassFixture<AccountServer>;

public sealed class AccountObjectTests(AccountServer server) : ObjectTests(server), IClassFixture<AccountServer>;

public sealed class SentinelSessionContractTests(SentinelSetUp setUp) : EngineSessionContract(setUp), IClassFixture<SentinelSetUp>;

public sealed class ClusterSessionContractTests(ClusterSetUp setUp) : EngineSessionContract(setUp), IClassFixture<ClusterSetUp>;

public sealed class ClusterTicketContractTests(ClusterSetUp setUp) : EngineTicketContract(setUp), IClassFixture<ClusterSetUp>;

public sealed class ClusterEventContractTests(ClusterSetUp setUp) : EngineEventContract(setUp), IClassFixture<ClusterSetUp>;

public sealed class ClusterSharedEventTests(ClusterSetUp setUp) : SharedEventTests(setUp), IClassFixture<ClusterSetUp>;

public sealed class ClusterSharedTableTests(ClusterSetUp setUp) : SharedTableTests(setUp), IClassFixture<ClusterSetUp>;

public sealed class ClusterReplayMemoryTests(ClusterSetUp setUp) : EngineReplayMemoryTests(setUp), IClassFixture<ClusterSetUp>;

public sealed class ClusterTurnTests(ClusterSetUp setUp) : TurnTests(setUp), IClassFixture<ClusterSetUp>;

public sealed class ClusterSharedTextTests(ClusterSetUp setUp) : SharedTextTests(setUp), IClassFixture<ClusterSetUp>;

public sealed class ClusterKeyFileTests(ClusterSetUp setUp) : EngineKeyFileTests(setUp), IClassFixture<ClusterSetUp>;

public sealed class ClusterReplicaTests(ClusterSetUp setUp) : ReplicaTests(setUp), IClassFixture<ClusterSetUp>;

public sealed class ClusterCallMarkTests(ClusterSetUp setUp) : CallMarkTests(setUp), IClassFixture<ClusterSetUp>;

public sealed class ClusterObjectTests(ClusterSetUp setUp) : ObjectTests(setUp), IClassFixture<ClusterSetUp>;

public sealed class ValkeySessionContractTests(ValkeyServer server) : EngineSessionContract(server), IClassFixture<ValkeyServer>;

public sealed class ValkeyTicketContractTests(ValkeyServer server) : EngineTicketContract(server), IClassFixture<ValkeyServer>;

public sealed class ValkeyEventContractTests(ValkeyServer server) : EngineEventContract(server), IClassFixture<ValkeyServer>;

public sealed class ValkeySharedEventTests(ValkeyServer server) : SharedEventTests(server), IClassFixture<ValkeyServer>;

public sealed class ValkeyTableChangesTests(ValkeyServer server) : EngineTableChangesContract(server), IClassFixture<ValkeyServer>;

public sealed class ValkeySharedTableTests(ValkeyServer server) : SharedTableTests(server), IClassFixture<ValkeyServer>;

public sealed class ValkeyReplayMemoryTests(ValkeyServer server) : EngineReplayMemoryTests(server), IClassFixture<ValkeyServer>;

public sealed class ValkeyTurnTests(ValkeyServer server) : TurnTests(server), IClassFixture<ValkeyServer>;

public sealed class ValkeySharedTextTests(ValkeyServer server) : SharedTextTests(server), IClassFixture<ValkeyServer>;

public sealed class ValkeyKeyFileTests(ValkeyServer server) : EngineKeyFileTests(server), IClassFixture<ValkeyServer>;

public sealed class ValkeyFormTests(ValkeyServer server) : FormTests(server), IClassFixture<ValkeyServer>;

public sealed class ValkeyReplicaTests(ValkeyServer server) : ReplicaTests(server), IClassFixture<ValkeyServer>;

public sealed class ValkeyCallMarkTests(ValkeyServer server) : CallMarkTests(server), IClassFixture<ValkeyServer>;

public sealed class ValkeyObjectTests(ValkeyServer server) : ObjectTests(server), IClassFixture<ValkeyServer>;

public sealed class ValkeyModelTests(ValkeyServer server) : ModelTests(server), IClassFixture<ValkeyServer>;

public sealed class AccountWorkTests(AccountServer server) : WorkContract(server.Address), IClassFixture<AccountServer>;

public sealed class ClusterWorkTests(ClusterSetUp setUp) : WorkContract(setUp.Address), IClassFixture<ClusterSetUp>;

public sealed class ValkeyWorkTests(ValkeyServer server) : WorkContract(server.Address), IClassFixture<ValkeyServer>;
