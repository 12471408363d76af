using VimSessionService.Redis.Engine;

namespace VimSessionService.Redis.Sessions;

/// <summary>The scripts of sessions that tell the other replicas of a change. Those of sessions that are kept apart tell changes of other kinds.</summary>
/// <param name="Add">Adds a session.</param>
/// <param name="Update">Gives a session other data.</param>
/// <param name="End">Ends a session.</param>
/// <param name="Sweep">Ends what is over.</param>
/// <param name="Restore">Has a session be as it was saved.</param>
internal sealed record ChangingScripts(EngineScript Add, EngineScript Update, EngineScript End, EngineScript Sweep, EngineScript Restore)
{
    private static readonly ChangingScripts OfDoors = new(SessionScripts.Add, SessionScripts.Update, SessionScripts.End, SessionScripts.Sweep, SessionScripts.Restore);

    private static readonly ChangingScripts OfApart =
        new(Load("add.lua").Lasting(), Load("update.lua").Lasting(), Load("finish.lua", "end.lua").Lasting(), Load("finish.lua", "sweep.lua"), Load("restore.lua").Lasting());

    /// <summary>All of them.</summary>
    public IReadOnlyList<EngineScript> All => [Add, Update, End, Sweep, Restore];

    /// <summary>Those of the sessions that have these keys.</summary>
    public static ChangingScripts Of(EngineKeys keys) => keys.IsApart ? OfApart : OfDoors;

    private static EngineScript Load(params ReadOnlySpan<string> names) =>
        EngineScript.Load(["event.lua", "session-keys.lua", "no-tickets.lua", "parse.lua", "state.lua", "common.lua", "apart.lua", .. names]);
}
