using System.CommandLine;
using VimSessionService.AdminClient.Journal;

namespace VimSessionService.Commands;

/// <summary>The options that say which calls of the journal are meant.</summary>
internal sealed class JournalFilterOptions
{
    private readonly Option<long?> _after = Given.Number("--after", "Only calls with a higher number.", most: long.MaxValue);
    private readonly Option<string?> _door = Given.Text("--door", "DOOR", "Only calls that came in there, such as soap or sts.");
    private readonly Option<string?> _operation = Given.Text("--operation", "NAME", "Only calls of this operation.");
    private readonly Option<string?> _object = Given.Text("--object", "VALUE", "Only calls of this object.");
    private readonly Option<string?> _user = Given.Text("--user", "NAME", "Only calls of this user, and logins by this name, refused ones too.");
    private readonly Option<string?> _session = Given.Text("--session", "KEY", "Only calls in this session.");
    private readonly Option<string?> _userAgent = Given.Text("--user-agent", "PATTERN", "Only calls with this User-Agent; * is any text.");
    private readonly Option<string?> _operationId = Given.Text("--operation-id", "ID", "Only calls with this id of the client.");
    private readonly Option<long?> _status = Given.Number("--status", "Only calls with this HTTP status; 0 is a closed connection.", most: 999);
    private readonly Option<string?> _fault = Given.Text("--fault", "PATTERN", "Only calls with this fault; * is any text.");
    private readonly Option<string?> _rule = Given.Text("--rule", "ID", "Only calls that this rule was applied to.");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_after, _door, _operation, _object, _user, _session, _userAgent, _operationId, _status, _fault, _rule])
            command.Options.Add(option);
    }

    /// <summary>The query that they make.</summary>
    public JournalQuery Of(CommandCall call) => new()
    {
        After = call.Of(_after),
        Door = call.Of(_door),
        Operation = call.Of(_operation),
        Object = call.Of(_object),
        User = call.Of(_user),
        Session = call.Of(_session),
        UserAgent = call.Of(_userAgent),
        OperationId = call.Of(_operationId),
        Status = (int?)call.Of(_status),
        Fault = call.Of(_fault),
        Rule = call.Of(_rule),
    };
}
