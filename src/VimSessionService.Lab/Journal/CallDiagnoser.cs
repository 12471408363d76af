using System.Globalization;
using VimSessionService.AdminClient.Journal;
using VimSessionService.Core.Directory;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Lab.Accounts;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Journal;

/// <summary>Finds out why a call had no session, and why a login was refused.</summary>
/// <param name="history">What became of sessions.</param>
/// <param name="accounts">The users.</param>
internal sealed class CallDiagnoser(SessionHistory history, AccountDirectory accounts)
{
    private const string WrongCredentials = "wrong user name or password";

    /// <summary>The diagnosis of a call; null for one that needs none.</summary>
    public CallDiagnosis? Of(in CallFinished call)
    {
        if (call.FaultType is nameof(InvalidLogin) or nameof(NoPermission) && IsLogin(call))
            return OfLogin(call);
        if (call.Call is not { Head: { } head, Context: { } context })
            return null;
        if (context.EnteredSession is not null)
            return call.FaultType == nameof(NotAuthenticated) ? OfLostSession(call) : null;
        if (head.Tokens.Length == 0)
            return call.FaultType == nameof(NotAuthenticated) ? new CallDiagnosis { Cause = DiagnosisCause.NoToken, Text = "The call brought nothing that names a session." } : null;
        if (call.Call.SessionChange is not null)
            return null; // a login that a client made with an old cookie
        var fates = Array.ConvertAll(head.Tokens, token => history.FateOf(token, head.Client.Address));
        return new CallDiagnosis { Cause = fates[0].Fate, Text = Text(fates[0]), Tokens = fates };
    }

    /// <summary>Whether a call is a login, as which one by REST or JSON-RPC counts too, whatever its client calls it.</summary>
    private static bool IsLogin(in CallFinished call) =>
        (call.Call?.Head?.Operation ?? call.Operation) is var operation && (operation.StartsWith("Login", StringComparison.Ordinal) || operation is "CloneSession" or "ImpersonateUser");

    private CallDiagnosis OfLogin(in CallFinished call)
    {
        var reason = call.Reason ?? "";
        if (call.Intervention is not null)
            return Say(DiagnosisCause.Rule, $"The login was {reason}.");
        if (reason.EndsWith("is logged in already", StringComparison.Ordinal))
            return Say(DiagnosisCause.AlreadyLoggedIn, $"{reason}; a client must log out first.");
        if (call.Call?.Call?.Arguments is not LoginRequest login)
            return Say(DiagnosisCause.Other, reason);
        if (login.UserName.Length == 0 || login.Password.Length == 0)
            return Say(DiagnosisCause.MissingCredentials, login.UserName.Length == 0 ? "The user name is empty." : "The password is empty.");
        if (AccountRefusal.CauseOf(reason) is { } cause)
            return Say(cause, reason);
        if (!reason.EndsWith(WrongCredentials, StringComparison.Ordinal))
            return Say(DiagnosisCause.Other, reason);
        return accounts.Find(login.UserName) is { } known
            ? Say(DiagnosisCause.WrongPassword, $"The user {known.Identity.UserName} exists, and the password is another one.")
            : Say(DiagnosisCause.UnknownUser, "No user of that name is declared.");
    }

    /// <summary>The call was made in a session, which ended while it waited, or a rule answered in its place.</summary>
    private static CallDiagnosis OfLostSession(in CallFinished call) => call.Intervention is { } rule
        ? Say(DiagnosisCause.Rule, $"The session is live; {rule.By} answered.")
        : Say(DiagnosisCause.Other, "The session ended while the call was waiting.");

    private static CallDiagnosis Say(DiagnosisCause cause, string text) => new() { Cause = cause, Text = text };

    private static string Text(TokenFate token)
    {
        var session = token.Session is { } key ? $"the session {key} of {token.User}" : "a session";
        var at = token.At is { } time ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";
        return token.Fate switch
        {
            DiagnosisCause.Expired => $"The {token.Source} was that of {session}, which expired at {at}.",
            DiagnosisCause.LoggedOut => $"The {token.Source} was that of {session}, which was logged out at {at}.",
            DiagnosisCause.Terminated => $"The {token.Source} was that of {session}, which {token.By ?? "the admin API"} terminated at {at}.",
            DiagnosisCause.LostInRestart => $"The {token.Source} was that of {session}, which was lost in a restart at {at}.",
            DiagnosisCause.Forgotten => $"The {token.Source} was given to this address at {at}, and owns no session that is remembered.",
            DiagnosisCause.NeverIssued => $"The {token.Source} was never given to this address.",
            _ => $"The {token.Source} is that of {session}, which is live.",
        };
    }
}
