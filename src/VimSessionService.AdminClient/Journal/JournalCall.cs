using System.Text.Json;

namespace VimSessionService.AdminClient.Journal;

/// <summary>A call that was answered, as the journal has it. No secret is in it.</summary>
public sealed record JournalCall
{
    /// <summary>Its number, from 1 on; never given twice, also when the journal was cleared.</summary>
    public required long Number { get; init; }

    /// <summary>When it came, on the clock of the service.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long it took, up to the last byte of the response.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The door that it came to, such as <c>soap</c> or <c>sts</c>.</summary>
    public required string Door { get; init; }

    /// <summary>The operation; <c>(none)</c> when the request was not read as far as that.</summary>
    public required string Operation { get; init; }

    /// <summary>The object as <c>type:value</c>, or the path at a ticketed path; null when it is not known.</summary>
    public string? Object { get; init; }

    /// <summary>The method of HTTP; null when it is not known.</summary>
    public string? Method { get; init; }

    /// <summary>The path and the query of the request as they came, what may be secret in them as <c>***</c>; null when they are not known.</summary>
    public string? Target { get; init; }

    /// <summary>The arguments by name, secrets as <c>***</c>, long ones cut; null when they are not known.</summary>
    public JsonElement? Arguments { get; init; }

    /// <summary>The key of the session; null for none.</summary>
    public string? Session { get; init; }

    /// <summary>The user of the session, or whose login failed; null when it is not known.</summary>
    public string? User { get; init; }

    /// <summary>
    /// The name that a login presented, refused or not: as the client wrote it, or that which its token or security context claims. At most 256 characters; null
    /// when none was presented, or it was not read.
    /// </summary>
    public string? LoginName { get; init; }

    /// <summary>The client's address.</summary>
    public required string ClientAddress { get; init; }

    /// <summary>The User-Agent; empty when there was none.</summary>
    public required string UserAgent { get; init; }

    /// <summary>The client's own id of the call; null for none.</summary>
    public string? OperationId { get; init; }

    /// <summary>The HTTP status; 0 when the connection was closed instead.</summary>
    public required int Status { get; init; }

    /// <summary>The type of the fault; null for none.</summary>
    public string? Fault { get; init; }

    /// <summary>The true reason of a failure, which the client is not told; null for none.</summary>
    public string? Reason { get; init; }

    /// <summary>The rules that were applied, separated by commas; null for none.</summary>
    public string? Rule { get; init; }

    /// <summary>Why the call had no session, or why a login was refused; null for another call.</summary>
    public CallDiagnosis? Diagnosis { get; init; }
}

/// <summary>What the journal has of calls.</summary>
/// <param name="Calls">The calls that were asked for, the oldest first.</param>
public sealed record JournalPage(IReadOnlyList<JournalCall> Calls)
{
    /// <summary>The number to ask for the next page with, as <c>after</c>; null when there is none.</summary>
    public long? Next { get; init; }

    /// <summary>How many calls the journal has lost because it is full, or was cleared.</summary>
    public required long Dropped { get; init; }
}

/// <summary>How many calls match.</summary>
/// <param name="Count">How many.</param>
public sealed record JournalCount(long Count)
{
    /// <summary>Whether as many match as were waited for; null where nothing was waited for.</summary>
    public bool? IsReached { get; init; }

    /// <summary>The number of the last call in the journal, to count only later ones with <c>after</c>; 0 for none.</summary>
    public required long Last { get; init; }
}

/// <summary>Which calls are asked for: those that fulfil all that is given.</summary>
public sealed record JournalQuery
{
    /// <summary>Only calls with a higher number.</summary>
    public long? After { get; init; }

    /// <summary>The door that the call came to.</summary>
    public string? Door { get; init; }

    /// <summary>The operation.</summary>
    public string? Operation { get; init; }

    /// <summary>The object, with or without its type.</summary>
    public string? Object { get; init; }

    /// <summary>The user of the session, or the name that a login presented, refused or not; written in any way.</summary>
    public string? User { get; init; }

    /// <summary>The key of the session.</summary>
    public string? Session { get; init; }

    /// <summary>The User-Agent, in any case of letters; <c>*</c> stands for any text.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The client's own id of the call.</summary>
    public string? OperationId { get; init; }

    /// <summary>The HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>The type of the fault; <c>*</c> stands for any text.</summary>
    public string? Fault { get; init; }

    /// <summary>A rule that was applied.</summary>
    public string? Rule { get; init; }
}
