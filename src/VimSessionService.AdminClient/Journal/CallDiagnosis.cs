using System.Text.Json.Serialization;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.AdminClient.Journal;

/// <summary>Why a call had no session, or why a login was refused. The client is not told.</summary>
public sealed record CallDiagnosis
{
    /// <summary>The cause in one word.</summary>
    public required DiagnosisCause Cause { get; init; }

    /// <summary>The same as a sentence.</summary>
    public required string Text { get; init; }

    /// <summary>The cookies, headers and ids that the call brought to name its session, in the order in which they were looked up.</summary>
    public IReadOnlyList<TokenFate>? Tokens { get; init; }
}

/// <summary>Causes of a call without a session, and of a refused login.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DiagnosisCause>))]
public enum DiagnosisCause
{
    /// <summary>The call brought nothing that names a session.</summary>
    NoToken,

    /// <summary>What it brought was never given out by this service, or to another address.</summary>
    NeverIssued,

    /// <summary>What it brought was given to this address, and owns no session that is remembered.</summary>
    Forgotten,

    /// <summary>Its session has expired.</summary>
    Expired,

    /// <summary>Its session was logged out.</summary>
    LoggedOut,

    /// <summary>Its session was terminated.</summary>
    Terminated,

    /// <summary>Its session was lost in a restart.</summary>
    LostInRestart,

    /// <summary>Its session is live, and a rule answered as if it were not.</summary>
    Rule,

    /// <summary>There is no such user.</summary>
    UnknownUser,

    /// <summary>The user exists, and the password is another one.</summary>
    WrongPassword,

    /// <summary>The account is locked.</summary>
    Locked,

    /// <summary>The account is disabled.</summary>
    Disabled,

    /// <summary>The user name or the password is empty.</summary>
    MissingCredentials,

    /// <summary>The connection is logged in already.</summary>
    AlreadyLoggedIn,

    /// <summary>The reason is in the text.</summary>
    Other,
}

/// <summary>What became of something that names a session.</summary>
public sealed record TokenFate
{
    /// <summary>How it came, such as <c>cookie vmware_soap_session</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The beginning of its hash, by which equal ones can be recognized. It opens nothing.</summary>
    public required string Hash { get; init; }

    /// <summary>What became of it.</summary>
    public required DiagnosisCause Fate { get; init; }

    /// <summary>The key of its session; null when it is not known.</summary>
    public string? Session { get; init; }

    /// <summary>The user of its session; null when it is not known.</summary>
    public string? User { get; init; }

    /// <summary>When its session ended, or it was given out, on the clock of the service; null when it is not known.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Who terminated its session; null for nobody.</summary>
    public string? By { get; init; }
}
