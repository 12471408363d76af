using VimSessionService.Redis.Engine;

namespace VimSessionService.Redis.Sessions;

/// <summary>The scripts of sessions. Each is one atomic operation.</summary>
internal static class SessionScripts
{
    public static readonly EngineScript Add = Load("add.lua").Lasting();
    public static readonly EngineScript Enter = EngineScript.Load("call-keys.lua", "moments.lua", "leaving.lua", "enter.lua").Overtaking();
    public static readonly EngineScript EnterKnown = EngineScript.Load("leave-keys.lua", "moments.lua", "leaving.lua", "enter-known.lua").Overtaking();
    public static readonly EngineScript EnterIdle = LoadOfIdle("enter-idle.lua");
    public static readonly EngineScript Leave = EngineScript.Load("leave-keys.lua", "moments.lua", "leaving.lua", "leave.lua").Overtaking();
    public static readonly EngineScript Abandon = LoadOfIdle("abandon.lua");
    public static readonly EngineScript Find = Load("find.lua");
    public static readonly EngineScript List = Load("list.lua");
    public static readonly EngineScript Update = Load("update.lua").Lasting();
    public static readonly EngineScript End = LoadOfEnds("end.lua").Lasting();
    public static readonly EngineScript Sweep = LoadOfEnds("sweep.lua");
    public static readonly EngineScript Reorder = Load("reorder.lua");
    public static readonly EngineScript SetIdle = Load("set-idle.lua").Lasting();
    public static readonly EngineScript Restore = Load("restore.lua").Lasting();

    public static readonly EngineScript Unheard = EngineScript.Load("unheard.lua");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EngineScript> All { get; } = [Add, Enter, EnterKnown, EnterIdle, Leave, Abandon, Find, List, Update, End, Sweep, Reorder, SetIdle, Restore, Unheard];

    private static EngineScript Load(string name) => EngineScript.Load("event.lua", "session-keys.lua", "parse.lua", "state.lua", "common.lua", name);

    /// <summary>Those that end sessions, with their tickets.</summary>
    private static EngineScript LoadOfEnds(string name) =>
        EngineScript.Load("event.lua", "session-keys.lua", "end-keys.lua", "parse.lua", "state.lua", "common.lua", "tickets.lua", "finish.lua", name);

    /// <summary>Those of calls that are seldom.</summary>
    private static EngineScript LoadOfIdle(string name) => EngineScript.Load("idle-keys.lua", "parse.lua", "state.lua", name);
}
