using VimSessionService.Core.Authentication;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Calls;

/// <summary>What a request says before its arguments, whatever format it is in. It owns its memory: nothing in it changes when the request is over.</summary>
public sealed class RequestHead
{
    /// <summary>The name of the format that the request is in, for logs.</summary>
    public required string Door { get; init; }

    /// <summary>Where the request came from.</summary>
    public required ClientInfo Client { get; init; }

    /// <summary>The operation's name, which is that of a method where the API has it.</summary>
    public required string Operation { get; init; }

    /// <summary>The version that decides what may be written back (docs/facts/requests.md).</summary>
    public required ApiVersion Version { get; init; }

    /// <summary>The session tokens that came with the request, in the order in which they are looked up.</summary>
    public SessionToken[] Tokens { get; init; } = [];

    /// <summary>The client's own id of the call; null for none.</summary>
    public string? OperationId { get; init; }

    /// <summary>What the request's Host header says; null for none. See <see cref="ServiceAddress"/>.</summary>
    public string? Host { get; init; }

    /// <summary>Whether the connection is encrypted.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Whether the request bears an access token (<c>Authorization: Bearer</c>), and its version knows what that is.</summary>
    public bool BearsAccessToken { get; init; }

    /// <summary>What proves the caller beside the arguments; null when there is none, and for methods that do not read it.</summary>
    public CallerProof? Proof { get; init; }
}
