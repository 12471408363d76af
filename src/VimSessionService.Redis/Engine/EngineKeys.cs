using System.Text;
using StackExchange.Redis;

namespace VimSessionService.Redis.Engine;

/// <summary>
/// The keys of an instance. They have one hash tag, so that a cluster keeps them together and a script may use them all. Their order is that of the
/// beginnings of the scripts.
/// </summary>
internal sealed class EngineKeys
{
    private readonly string _prefix;

    /// <summary>Makes the keys of the instance of a prefix.</summary>
    public EngineKeys(string prefix)
        : this(prefix, isApart: false)
    {
    }

    private EngineKeys(string prefix, bool isApart)
    {
        (_prefix, IsApart) = (prefix, isApart);
        var of = isApart ? "apart-" : "";
        var replicas = Key("replicas");
        var changes = Key("changes");
        var counters = Key("counters");
        var events = Key("events");
        Counters = counters;
        EndedTokens = Key($"{of}ended");
        Secrets = Key("secrets");
        Sessions =
        [
            Key($"{of}tokens"), Key($"{of}sessions"), Key($"{of}states"), Key($"{of}due"), Key($"{of}owners"), EndedTokens, replicas, changes, counters, events,
            .. Objects = [Key($"{of}objects"), Key($"{of}object-names"), Key($"{of}object-versions")],
        ];
        Calls = [Sessions[0], Sessions[2], Sessions[1], Objects[2]];
        IdleCalls = [.. Calls, replicas];
        States = [Sessions[2]];
        StatesAndObjects = [Sessions[2], Objects[2]];
        Replicas = [replicas, Key("positions"), changes, counters];
        Events = [events, counters, Key("event-senders"), replicas];
        Tables = [Key("tables"), replicas, changes, counters, events];
        Work = [Key("work"), replicas, changes, counters, events];
        Turns = [Key("turns")];
        Tickets = [Key("tickets"), Key("ticket-deadlines"), Key("ticket-owners"), Key("ticket-counts"), Key("ticket-sessions")];
        Ends = isApart ? Sessions : [.. Sessions, .. Tickets];
    }

    /// <summary>The keys with those of sessions that are kept apart in the place of those that the doors share. Replicas, changes, counters and events are the same.</summary>
    public EngineKeys Apart => field ??= new EngineKeys(_prefix, isApart: true);

    /// <summary>Whether the sessions are those that are kept apart.</summary>
    public bool IsApart { get; }

    /// <summary>What the scripts of sessions use.</summary>
    public RedisKey[] Sessions { get; }

    /// <summary>What the scripts use that end sessions with their tickets. Where tickets are kept elsewhere, they are given <see cref="Sessions"/>. Sessions that are kept apart have no tickets.</summary>
    public RedisKey[] Ends { get; }

    /// <summary>What the scripts of calls use.</summary>
    public RedisKey[] Calls { get; }

    /// <summary>What the scripts of calls use that look at the calls of others.</summary>
    public RedisKey[] IdleCalls { get; }

    /// <summary>What the scripts use of the ends of calls, and of calls in sessions that are known.</summary>
    public RedisKey[] States { get; }

    /// <summary>What the latter uses of a session that has made something.</summary>
    public RedisKey[] StatesAndObjects { get; }

    /// <summary>The documents of what sessions have made, their names, and the latest version of each session. The scripts of sessions use them too.</summary>
    public RedisKey[] Objects { get; }

    /// <summary>What the scripts of replicas use.</summary>
    public RedisKey[] Replicas { get; }

    /// <summary>What the scripts of events use.</summary>
    public RedisKey[] Events { get; }

    /// <summary>What the scripts of tables use.</summary>
    public RedisKey[] Tables { get; }

    /// <summary>What the scripts of tasks and of what changed of an inventory use.</summary>
    public RedisKey[] Work { get; }

    /// <summary>What the scripts of counts use.</summary>
    public RedisKey[] Turns { get; }

    /// <summary>What the scripts of tickets use.</summary>
    public RedisKey[] Tickets { get; }

    /// <summary>Counts of the instance. Hints are published in a channel of the same name.</summary>
    public RedisKey Counters { get; }

    /// <summary>The tokens whose sessions have ended lately.</summary>
    public RedisKey EndedTokens { get; }

    /// <summary>What all replicas must know and nobody else may.</summary>
    public RedisKey Secrets { get; }

    /// <summary>What the scripts of a text that replicas share use.</summary>
    /// <param name="text">Which text.</param>
    public RedisKey[] Text(string text) => [Key(text), Replicas[0], Counters];

    /// <summary>What the script of a memory of what may be used once uses.</summary>
    /// <param name="memory">Which memory.</param>
    public RedisKey[] Replays(string memory) =>
        [Key($"{memory}-seen"), Key($"{memory}-deadlines"), Key($"{memory}-owners"), Key($"{memory}-counts"), Key($"{memory}-forgotten")];

    /// <summary>A key as bytes: the client library would encode a text anew with each command.</summary>
    private RedisKey Key(string name) => Encoding.UTF8.GetBytes($"{{{_prefix}}}:{name}");
}
