using VimSessionService.Redis.Engine;

namespace VimSessionService.Redis.Tables;

/// <summary>The scripts of tables. Each is one atomic operation.</summary>
internal static class TableScripts
{
    public static readonly EngineScript Change = EngineScript.Load("event.lua", "change-tables.lua").Lasting();
    public static readonly EngineScript Read = EngineScript.Load("read-tables.lua");
}
