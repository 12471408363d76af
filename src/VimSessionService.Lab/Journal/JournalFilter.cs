using VimSessionService.AdminClient.Journal;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Lab.Rules;

namespace VimSessionService.Lab.Journal;

/// <summary>Decides which calls a query is about.</summary>
/// <param name="query">The query.</param>
/// <param name="accounts">The accounts, by which spellings of a name are one.</param>
internal sealed class JournalFilter(JournalQuery query, AccountDirectory accounts)
{
    private readonly AccountName? _user = query.User is { } user ? accounts.NameOf(user) : null;

    /// <summary>Calls with a higher number are asked for.</summary>
    public long After { get; } = query.After ?? 0;

    /// <summary>Whether a call is asked for.</summary>
    public bool Matches(JournalRow row) =>
        row.Number > After
        && Is(query.Door, row.Door)
        && Is(query.Operation, row.Operation)
        && (query.Object is null || query.Object == row.Target?.Value || query.Object == row.Object)
        && Is(query.Session, row.Session)
        && Is(query.OperationId, row.OperationId)
        && (query.Status is null || query.Status == row.Status)
        && (query.Fault is null || (row.Fault is { } fault && WildcardText.Matches(fault, query.Fault)))
        && (query.UserAgent is null || WildcardText.Matches(row.UserAgent, query.UserAgent))
        && (query.Rule is null || row.Rule?.Split(", ").Contains(query.Rule) == true)
        && (_user is null || IsOf(row.User, _user) || IsOf(row.LoginName, _user));

    private bool IsOf(string? name, AccountName user) => name is not null && accounts.NameOf(name).Equals(user);

    private static bool Is(string? asked, string? had) => asked is null || asked == had;
}
