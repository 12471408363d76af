using System.Net;
using VimSessionService.AdminClient.Journal;
using VimSessionService.Core;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Journal;

/// <summary>A call in the journal, in the form that costs least to keep.</summary>
internal sealed class JournalRow
{
    /// <summary>About what a row takes besides its texts.</summary>
    private const int FixedBytes = 256;

    public long Number { get; set; }

    public required DateTimeOffset Time { get; init; }

    public required TimeSpan Duration { get; init; }

    public required string Door { get; init; }

    public required string Operation { get; init; }

    public ManagedObjectReference? Target { get; init; }

    public string? Path { get; init; }

    public string? Method { get; init; }

    /// <summary>The path and the query of the request, without secrets.</summary>
    public string? RequestTarget { get; init; }

    /// <summary>The arguments as JSON in UTF-8.</summary>
    public byte[]? Arguments { get; init; }

    public string? Session { get; init; }

    public string? User { get; init; }

    /// <summary>The name that a login presented.</summary>
    public string? LoginName { get; init; }

    public required IPAddress Client { get; init; }

    public required string UserAgent { get; init; }

    public string? OperationId { get; init; }

    public required int Status { get; init; }

    public string? Fault { get; init; }

    public string? Reason { get; init; }

    public string? Rule { get; init; }

    public CallDiagnosis? Diagnosis { get; init; }

    /// <summary>The object as it is shown, without secrets; null when it is not known.</summary>
    public string? Object => Target is { } target ? SecretTexts.Clean($"{target.Type}:{target.Value}") : Path;

    /// <summary>About how many bytes it takes.</summary>
    public int Bytes => FixedBytes + (Arguments?.Length ?? 0) + (2 * (Operation.Length + UserAgent.Length + Length(Path) + Length(RequestTarget) + Length(User) + Length(LoginName) + Length(OperationId) + Length(Reason) + Length(Target?.Value)))
        + (Diagnosis is null ? 0 : 2 * FixedBytes);

    private static int Length(string? text) => text?.Length ?? 0;
}
