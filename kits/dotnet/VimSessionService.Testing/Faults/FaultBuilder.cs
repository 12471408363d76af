using System.Net;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Lab.Answers;
using VimSessionService.Vim25;

namespace VimSessionService.Testing.Faults;

/// <summary>
/// A rule that is being described. Each method gives another description; the one that says what the client gets (<see cref="Throw(MethodFault, string)"/>, <see cref="Status(int, string, string)"/>,
/// <see cref="Latency"/> and those of connections) adds the rule.
/// </summary>
public sealed class FaultBuilder
{
    private readonly VimFaults _faults;
    private readonly RuleConditions _when;
    private readonly RuleCount _count;
    private readonly RuleAnswer _delay;
    private readonly RuleSpec _rule;

    internal FaultBuilder(VimFaults faults, RuleConditions when)
        : this(faults, when, new RuleCount(), new RuleAnswer(), new RuleSpec { Answer = new RuleAnswer() })
    {
    }

    private FaultBuilder(VimFaults faults, RuleConditions when, RuleCount count, RuleAnswer delay, RuleSpec rule) =>
        (_faults, _when, _count, _delay, _rule) = (faults, when, count, delay, rule);

    /// <summary>Only calls of one of these users; of a login, the one who logs in. Names in any spelling.</summary>
    public FaultBuilder ForUser(params string[] users) => With(_when with { Users = users });

    /// <summary>Only calls in one of these sessions, by <c>UserSession.key</c>.</summary>
    public FaultBuilder ForSession(params string[] keys) => With(_when with { Sessions = keys });

    /// <summary>Only calls whose User-Agent is one of these; <c>*</c> stands for any text.</summary>
    public FaultBuilder ForUserAgent(params string[] patterns) => With(_when with { UserAgents = patterns });

    /// <summary>Only calls that come to one of these doors: <c>soap</c>, <c>vi-json</c>, <c>rest</c>, <c>json-rpc</c>, <c>sts</c>, <c>lookup</c>, <c>ticketed</c>.</summary>
    public FaultBuilder AtDoor(params string[] doors) => With(_when with { Doors = doors });

    /// <summary>Only calls of these objects, by the values of their references.</summary>
    public FaultBuilder ForObject(params string[] values) => With(_when with { Objects = values });

    /// <summary>Only calls of objects of these types, or of types that extend them.</summary>
    public FaultBuilder ForType(params string[] types) => With(_when with { Types = types });

    /// <summary>Lets so many calls through first.</summary>
    public FaultBuilder After(long calls) => With(_count with { After = calls });

    /// <summary>Applies the rule so many times.</summary>
    public FaultBuilder Times(long times) => With(_count with { Times = times });

    /// <summary>Applies the rule with a probability. The same seed gives the same sequence for the same calls.</summary>
    /// <param name="probability">Above 0, and up to 1.</param>
    /// <param name="seed">What the sequence follows from; null for another one each time.</param>
    public FaultBuilder WithProbability(double probability, int? seed = null) => With(_count with { Probability = probability, Seed = seed });

    /// <summary>Makes the answer of the rule come later.</summary>
    /// <param name="latency">By how much, on the clock of the vCenter.</param>
    /// <param name="jitter">How much that varies, at random.</param>
    public FaultBuilder Delayed(TimeSpan latency, TimeSpan? jitter = null) => new(_faults, _when, _count, new RuleAnswer { Latency = latency, Jitter = jitter }, _rule);

    /// <summary>Ends the rule after a time, on the clock of the vCenter.</summary>
    public FaultBuilder During(TimeSpan duration) => new(_faults, _when, _count, _delay, _rule with { ExpiresAfter = duration });

    /// <summary>Gives the rule a name, by which the journal tells the calls that it was applied to.</summary>
    public FaultBuilder Named(string id) => new(_faults, _when, _count, _delay, _rule with { Id = id });

    /// <summary>Answers with a fault of the API: <c>Throw(new InvalidLogin())</c>.</summary>
    /// <param name="fault">The fault, with its fields.</param>
    /// <param name="message">The text for the client; null for the usual one.</param>
    /// <exception cref="ArgumentException">The rule cannot be used; the message names the place and what is allowed.</exception>
    public FaultRule Throw(MethodFault fault, string? message = null)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return Throw(fault.GetSchema().Name, message, JsonFieldWriter.Write(fault));
    }

    /// <summary>Answers with a fault of the API by its name. Fields that tell about the call, such as the object of <c>NoPermission</c>, are those of the call.</summary>
    /// <param name="faultType">The name, such as <c>InvalidLogin</c>.</param>
    /// <exception cref="ArgumentException">The rule cannot be used; the message names the place and what is allowed.</exception>
    public FaultRule Throw(string faultType) => Throw(faultType, message: null, fields: null);

    /// <summary>Answers with an HTTP status instead of an answer of the API.</summary>
    /// <param name="status">The status, from 200 to 599.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="contentType">The type of the body; null for plain text.</param>
    /// <exception cref="ArgumentException">The rule cannot be used; the message names the place and what is allowed.</exception>
    public FaultRule Status(int status, string? body = null, string? contentType = null) => Add(_delay with { Status = status, Body = body, ContentType = contentType });

    /// <inheritdoc cref="Status(int, string, string)"/>
    public FaultRule Status(HttpStatusCode status) => Status((int)status);

    /// <summary>Makes the answer come later, and leaves it as it is.</summary>
    /// <param name="latency">By how much, on the clock of the vCenter.</param>
    /// <param name="jitter">How much that varies, at random.</param>
    /// <exception cref="ArgumentException">The rule cannot be used; the message names the place and what is allowed.</exception>
    public FaultRule Latency(TimeSpan latency, TimeSpan? jitter = null) => Add(new RuleAnswer { Latency = latency, Jitter = jitter });

    /// <summary>Closes the connection without an answer. The call is not made.</summary>
    /// <exception cref="ArgumentException">The rule cannot be used; the message names the place and what is allowed.</exception>
    public FaultRule DropConnection() => Add(_delay with { Connection = ConnectionFailure.Dropped });

    /// <summary>Resets the connection without an answer. The call is not made.</summary>
    /// <exception cref="ArgumentException">The rule cannot be used; the message names the place and what is allowed.</exception>
    public FaultRule ResetConnection() => Add(_delay with { Connection = ConnectionFailure.Reset });

    /// <summary>Makes the call, sends the beginning of its answer, and closes the connection.</summary>
    /// <param name="bytes">How many bytes of the body are sent; null for the first half.</param>
    /// <exception cref="ArgumentException">The rule cannot be used; the message names the place and what is allowed.</exception>
    public FaultRule BreakOffAnswer(int? bytes = null) => Add(_delay with { Connection = ConnectionFailure.HalfSent, Bytes = bytes });

    /// <summary>Makes the call, and sends a correct answer of HTTP whose body lacks its end.</summary>
    /// <param name="bytes">How many bytes of the body are sent; null for the first half.</param>
    /// <exception cref="ArgumentException">The rule cannot be used; the message names the place and what is allowed.</exception>
    public FaultRule TruncateAnswer(int? bytes = null) => Add(_delay with { Connection = ConnectionFailure.Truncated, Bytes = bytes });

    private FaultRule Throw(string faultType, string? message, System.Text.Json.JsonElement? fields) =>
        Add(_delay with { Fault = new FaultSpec { Type = faultType, Fields = fields, Message = message } });

    private FaultBuilder With(RuleConditions when) => new(_faults, when, _count, _delay, _rule);

    private FaultBuilder With(RuleCount count) => new(_faults, _when, count, _delay, _rule);

    private FaultRule Add(RuleAnswer answer) => _faults.Add(_rule with { When = _when == new RuleConditions() ? null : _when, Calls = _count, Answer = answer });
}
