using System.CommandLine;
using VimSessionService.AdminClient.Rules;

namespace VimSessionService.Commands;

/// <summary>The options that describe a fault rule.</summary>
internal sealed class RuleOptions
{
    private readonly Option<string?> _id = Given.Text("--id", "NAME", "The name of the rule. Without it the service gives one.");
    private readonly Option<string[]> _doors = Given.Texts("--door", "DOOR", "Only calls that come in there, such as soap or sts.");
    private readonly Option<string[]> _operations = Given.Texts("--operation", "NAME", "Only calls of this operation, such as Login or sts.Issue.");
    private readonly Option<string[]> _objects = Given.Texts("--object", "VALUE", "Only calls of this object, such as SessionManager.");
    private readonly Option<string[]> _types = Given.Texts("--type", "NAME", "Only calls of objects of this type, such as Folder.");
    private readonly Option<string[]> _users = Given.Texts("--user", "NAME", "Only calls of this user; of a login, who logs in.");
    private readonly Option<string[]> _sessions = Given.Texts("--session", "KEY", "Only calls in this session.");
    private readonly Option<string[]> _userAgents = Given.Texts("--user-agent", "PATTERN", "Only calls with this User-Agent; * is any text.");
    private readonly Option<long?> _after = Given.Number("--after", "How many calls are let through first.", most: long.MaxValue);
    private readonly Option<long?> _times = Given.Number("--times", "How often the rule is applied.", least: 1, most: long.MaxValue);
    private readonly Option<double?> _probability = Given.Real("--probability", "The probability that it is applied to a call, above 0 and up to 1.");
    private readonly Option<long?> _seed = Given.Number("--seed", "What the random numbers follow from.");
    private readonly Option<string?> _fault = Given.Text("--fault", "TYPE", "Answer with this fault of the API, such as InvalidLogin.");
    private readonly Option<string?> _message = Given.Text("--message", "TEXT", "What the fault says to the client.");
    private readonly Option<long?> _status = Given.Number("--status", "Answer with this HTTP status.", least: 200, most: 599);
    private readonly Option<string?> _body = Given.Text("--body", "TEXT", "The body of the answer with --status.");
    private readonly Option<string?> _connection = Given.Choice("--connection", "What becomes of the connection.", "dropped", "reset", "halfSent", "truncated");
    private readonly Option<TimeSpan?> _latency = Given.Time("--latency", "How much longer the answer takes.");
    private readonly Option<TimeSpan?> _jitter = Given.Time("--jitter", "By how much the latency varies.");
    private readonly Option<TimeSpan?> _expiresAfter = Given.Time("--expires-after", "How long the rule is in force.");

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All =>
    [
        _id, _doors, _operations, _objects, _types, _users, _sessions, _userAgents, _after, _times, _probability, _seed,
        _fault, _message, _status, _body, _connection, _latency, _jitter, _expiresAfter,
    ];

    /// <summary>The rule that they describe.</summary>
    /// <exception cref="CommandException">It has no answer.</exception>
    public RuleSpec Of(CommandCall call)
    {
        if (call.Of(_fault) is null && call.Of(_status) is null && call.Of(_connection) is null && call.Of(_latency) is null)
            throw CommandException.Wrong("rules add: say what the client gets: --fault, --status, --connection or --latency; or name a file with the rule.");
        if (call.Of(_message) is not null && call.Of(_fault) is null)
            throw CommandException.Wrong("rules add: --message is that of a --fault.");
        var when = new RuleConditions
        {
            Doors = call.Some(_doors),
            Operations = call.Some(_operations),
            Objects = call.Some(_objects),
            Types = call.Some(_types),
            Users = call.Some(_users),
            Sessions = call.Some(_sessions),
            UserAgents = call.Some(_userAgents),
        };
        var calls = new RuleCount { After = call.Of(_after), Times = call.Of(_times), Probability = call.Of(_probability), Seed = (int?)call.Of(_seed) };
        return new RuleSpec
        {
            Id = call.Of(_id),
            When = when == new RuleConditions() ? null : when,
            Calls = calls == new RuleCount() ? null : calls,
            Answer = new RuleAnswer
            {
                Fault = call.Of(_fault) is { } type ? new FaultSpec { Type = type, Message = call.Of(_message) } : null,
                Status = (int?)call.Of(_status),
                Body = call.Of(_body),
                Connection = call.Of(_connection) is { } connection ? Enum.Parse<ConnectionFailure>(connection, ignoreCase: true) : null,
                Latency = call.Of(_latency),
                Jitter = call.Of(_jitter),
            },
            ExpiresAfter = call.Of(_expiresAfter),
        };
    }
}
