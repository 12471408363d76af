using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Requests;

/// <summary>What the requests of every door of the vSphere Automation API need to know of the service.</summary>
internal sealed record VapiServer
{
    /// <summary>From this version on a session of one door opens the others (docs/facts/automation-api.md).</summary>
    public const ApiVersion OneSessionSince = ApiVersion.V8_0_3_0;

    /// <summary>The version of the server.</summary>
    public required ApiVersion Version { get; init; }

    /// <summary>Whether it is an ESX host.</summary>
    public bool IsHost { get; init; }

    /// <summary>Whether the service issues tokens itself.</summary>
    public bool IssuesTokens { get; init; }

    /// <summary>The SessionManager.</summary>
    public required ManagedObjectReference SessionManager { get; init; }

    /// <summary>Where permissions begin.</summary>
    public required ManagedObjectReference RootFolder { get; init; }

    /// <summary>The most bytes of a request.</summary>
    public required int MaxRequestBytes { get; init; }

    /// <summary>The most bytes of a SAML token.</summary>
    public required int MaxTokenBytes { get; init; }

    /// <summary>How deep the values of a request may be nested.</summary>
    public required int MaxDepth { get; init; }

    /// <summary>Whether a password needs a user name with its domain after an <c>@</c>, as with a federated identity provider.</summary>
    public bool IsFederated { get; init; }

    /// <summary>How many sessions a user may have, for the text of the refusal of one more.</summary>
    public required int MaxSessions { get; init; }

    /// <summary>Whether a session opens every door.</summary>
    public bool HasOneSession => Version >= OneSessionSince;
}
