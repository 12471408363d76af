using System.Text.Json;
using System.Text.Json.Serialization;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.AdminClient.Rules;

/// <summary>A fault rule: which calls it is for, how often, and what the client gets.</summary>
public sealed record RuleSpec
{
    /// <summary>The name of the rule: 1 to 64 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>. Without it the service gives one.</summary>
    public string? Id { get; init; }

    /// <summary>Which calls; without it every call.</summary>
    public RuleConditions? When { get; init; }

    /// <summary>How often; without it each of them.</summary>
    public RuleCount? Calls { get; init; }

    /// <summary>What the client gets.</summary>
    public required RuleAnswer Answer { get; init; }

    /// <summary>How long the rule is in force, on the clock of the service; without it until it is removed.</summary>
    public TimeSpan? ExpiresAfter { get; init; }
}

/// <summary>Which calls a rule is for: all conditions that are given must hold, and of the values of each one at least one.</summary>
public sealed record RuleConditions
{
    /// <summary>The door that the call came to, such as <c>soap</c> or <c>sts</c>.</summary>
    public IReadOnlyList<string>? Doors { get; init; }

    /// <summary>The operation as the journal names it: <c>Login</c>, <c>sts.Issue</c>, <c>ticketed.PUT</c>.</summary>
    public IReadOnlyList<string>? Operations { get; init; }

    /// <summary>The object's value, such as <c>SessionManager</c> or <c>group-d1</c>; at a ticketed path, the path.</summary>
    public IReadOnlyList<string>? Objects { get; init; }

    /// <summary>The type of the object, or one that it extends: <c>Folder</c>, <c>ManagedEntity</c>.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>The user of the session; of a login the user who logs in. Written in any way: <c>alice@vsphere.local</c> or <c>VSPHERE.LOCAL\alice</c>.</summary>
    public IReadOnlyList<string>? Users { get; init; }

    /// <summary>The key of the session, as in <c>UserSession.key</c>.</summary>
    public IReadOnlyList<string>? Sessions { get; init; }

    /// <summary>The User-Agent, in any case of letters; <c>*</c> stands for any text.</summary>
    public IReadOnlyList<string>? UserAgents { get; init; }

    /// <summary>
    /// Arguments of the call by their paths, such as <c>spec.name</c> or <c>$.spec.deviceChange[*].operation</c>, and the value of each: a text, a number, true, false, or null for one
    /// that is not set. All of them must hold.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement>? Arguments { get; init; }
}

/// <summary>How often a rule is applied, of the calls that fulfil its conditions and that no rule before it has answered.</summary>
public sealed record RuleCount
{
    /// <summary>How many calls are let through first; 0 without it.</summary>
    public long? After { get; init; }

    /// <summary>How often the rule is applied then; without it without end.</summary>
    public long? Times { get; init; }

    /// <summary>The probability that it is applied to a call, above 0 and up to 1; without it 1.</summary>
    public double? Probability { get; init; }

    /// <summary>What the sequence of random numbers follows from; without it the service chooses one, and shows it.</summary>
    public int? Seed { get; init; }
}

/// <summary>
/// What the client gets: exactly one of <see cref="Fault"/>, <see cref="Status"/>, <see cref="Connection"/>, <see cref="Stub"/> and <see cref="Stubs"/>, with or without <see cref="Latency"/>; or
/// only a <see cref="Latency"/>, after which the rules that follow are asked, and the call is answered as usual.
/// </summary>
public sealed record RuleAnswer
{
    /// <summary>A fault of the API, in the place of the result.</summary>
    public FaultSpec? Fault { get; init; }

    /// <summary>An HTTP status from 200 to 599, in the place of the answer.</summary>
    public int? Status { get; init; }

    /// <summary>The body of the answer with <see cref="Status"/>; without it there is none.</summary>
    public string? Body { get; init; }

    /// <summary>The type of the body; without it <c>text/plain; charset=utf-8</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>What becomes of the connection.</summary>
    public ConnectionFailure? Connection { get; init; }

    /// <summary>How many bytes of the answer's body are sent, with <c>halfSent</c> and <c>truncated</c>; without it the half of them.</summary>
    public int? Bytes { get; init; }

    /// <summary>What the method answers, once object, arguments and privilege were checked. The rule names its operations.</summary>
    public StubSpec? Stub { get; init; }

    /// <summary>What the method answers one time after the other; the last one stays.</summary>
    public IReadOnlyList<StubSpec>? Stubs { get; init; }

    /// <summary>How long the answer takes longer, on the clock of the service.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>How much the latency varies, at random: from <see cref="Latency"/> less this to <see cref="Latency"/> and this.</summary>
    public TimeSpan? Jitter { get; init; }
}

/// <summary>A fault of the API.</summary>
public sealed record FaultSpec
{
    /// <summary>The name of the fault, such as <c>InvalidLogin</c>.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// Its fields by name. Without <c>object</c>, <c>obj</c> and <c>privilegeId</c> these are those of the call; other fields that the fault must have have to be given.
    /// </summary>
    public JsonElement? Fields { get; init; }

    /// <summary>The text for the client; without it that of the message catalogue.</summary>
    public string? Message { get; init; }
}

/// <summary>What becomes of a connection.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ConnectionFailure>))]
public enum ConnectionFailure
{
    /// <summary>It is closed without an answer.</summary>
    Dropped,

    /// <summary>It is reset without an answer.</summary>
    Reset,

    /// <summary>The call is made; its answer breaks off, and the connection is closed.</summary>
    HalfSent,

    /// <summary>The call is made; its answer is a correct one of HTTP, of which the end of the body is missing.</summary>
    Truncated,
}
