using VimSessionService.Redis.Engine;

namespace VimSessionService.Redis.Sessions;

/// <summary>The scripts of sessions. Each is one atomic operation.</summary>
internal static class SessionScripts
{
    public static readonly EngineScript Add = Load("add.lua");
    public static readonly EngineScript Enter = Load("enter.lua");
    public static readonly EngineScript Leave = Load("leave.lua");
    public static readonly EngineScript Abandon = Load("abandon.lua");
    public static readonly EngineScript Find = Load("find.lua");
    public static readonly EngineScript List = Load("list.lua");
    public static readonly EngineScript Update = Load("update.lua");
    public static readonly EngineScript End = Load("end.lua");
    public static readonly EngineScript Sweep = Load("sweep.lua");
    public static readonly EngineScript Reorder = Load("reorder.lua");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EngineScript> All { get; } = [Add, Enter, Leave, Abandon, Find, List, Update, End, Sweep, Reorder];

    private static EngineScript Load(string name) => EngineScript.Load("event.lua", "common.lua", name);
}
