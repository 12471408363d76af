using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Tables;
using VimSessionService.Lab.Accounts;
using VimSessionService.Lab.Clock;
using VimSessionService.Lab.Limits;
using VimSessionService.Lab.Outages;
using VimSessionService.Lab.Rules;

namespace VimSessionService.Lab.Scenarios;

/// <summary>The parts of the service that a scenario changes.</summary>
internal sealed record ScenarioContext(
    ServiceDirectory Directory,
    InventoryTree Inventory,
    AllSessions Sessions,
    LimitBook Limits,
    ServiceMessage Message,
    ServerAdvancedSettings Settings,
    AccountLocks Locks,
    RuleBook Rules,
    OutageSwitch Outages,
    ServiceRestart Restart,
    LabClock Clock,
    ITableChanges Tables);
