using VimSessionService.Core.Sessions;

namespace VimSessionService.Vapi.Requests;

/// <summary>What a request asks of the sessions.</summary>
internal enum VapiOperation
{
    /// <summary>A new session.</summary>
    Create,

    /// <summary>What the own session is.</summary>
    Get,

    /// <summary>The end of the own session.</summary>
    Delete,

    /// <summary>Something that is not there, which only clients with a session are told.</summary>
    Unknown,
}

/// <summary>A request as far as it was read.</summary>
/// <param name="Operation">What it asks.</param>
/// <param name="Credential">What a request for a session brings; null for another request.</param>
/// <param name="Tokens">The sessions that it names.</param>
/// <param name="OperationId">The client's own id of the call; null for none.</param>
internal sealed record VapiCall(VapiOperation Operation, VapiCredential? Credential, SessionToken[] Tokens, string? OperationId = null);
