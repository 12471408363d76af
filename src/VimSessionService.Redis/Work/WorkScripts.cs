using VimSessionService.Redis.Engine;

namespace VimSessionService.Redis.Work;

/// <summary>The scripts of tasks and of what changed of an inventory. Each is one atomic operation.</summary>
internal static class WorkScripts
{
    public static readonly EngineScript Change = EngineScript.Load("event.lua", "change-work.lua").Lasting();
    public static readonly EngineScript Read = EngineScript.Load("read-work.lua");
}
