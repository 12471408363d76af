using VimSessionService.Redis.Engine;

namespace VimSessionService.Redis.Sessions;

/// <summary>The scripts of sessions. Each is one atomic operation.</summary>
internal static class SessionScripts
{
    public static readonly EngineScript Add = Load("add.lua").Lasting();
    public static readonly EngineScript Enter = LoadOfCalls("enter.lua").Overtaking();
    public static readonly EngineScript Leave = EngineScript.Load("parse.lua", "leave.lua").Overtaking();
    public static readonly EngineScript Abandon = LoadOfCalls("abandon.lua");
    public static readonly EngineScript Find = Load("find.lua");
    public static readonly EngineScript List = Load("list.lua");
    public static readonly EngineScript Update = Load("update.lua").Lasting();
    public static readonly EngineScript End = Load("end.lua").Lasting();
    public static readonly EngineScript Sweep = Load("sweep.lua");
    public static readonly EngineScript Reorder = Load("reorder.lua");
    public static readonly EngineScript SetIdle = Load("set-idle.lua").Lasting();
    public static readonly EngineScript Restore = Load("restore.lua").Lasting();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EngineScript> All { get; } = [Add, Enter, Leave, Abandon, Find, List, Update, End, Sweep, Reorder, SetIdle, Restore];

    private static EngineScript Load(string name) => EngineScript.Load("event.lua", "session-keys.lua", "parse.lua", "state.lua", "common.lua", name);

    private static EngineScript LoadOfCalls(string name) => EngineScript.Load("call-keys.lua", "parse.lua", "state.lua", name);
}
