namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>A client that keeps its cookie, whatever became of its session.</summary>
internal sealed class ModelClient
{
    public ModelSession? Session { get; set; }

    /// <summary>The security context that it is half through with; null for none.</summary>
    public ModelNegotiation? Negotiation { get; set; }

    public string? Cookie { get; set; }

    /// <summary>Its session by REST or JSON-RPC, where these have sessions apart from the others; null for none.</summary>
    public ModelSession? Apart { get; set; }

    /// <summary>The id of that session.</summary>
    public string? ApartId { get; set; }
}

/// <summary>A session as the specification sees it.</summary>
internal sealed class ModelSession
{
    public required string User { get; set; }

    public required string Locale { get; set; }

    /// <summary>When it began; known of sessions apart alone.</summary>
    public TimeSpan Opened { get; init; }

    public TimeSpan LastActive { get; set; }

    public bool IsExtension { get; set; }

    public bool HasEnded { get; set; }

    /// <summary>The key that the service gave it.</summary>
    public string Key { get; set; } = "";
}

/// <summary>A ticket for CloneSession: one of AcquireCloneTicket, or a generic one, which has a lifetime.</summary>
internal sealed class ModelTicket(ModelSession session, bool isGeneric, TimeSpan given)
{
    public ModelSession Session { get; } = session;

    public bool IsGeneric { get; } = isGeneric;

    public TimeSpan Given { get; } = given;

    public bool IsUsed { get; set; }

    /// <summary>The ticket that the service gave.</summary>
    public string Text { get; set; } = "";
}

/// <summary>A local ticket.</summary>
internal sealed class ModelLocalTicket(string user, TimeSpan given)
{
    public string User { get; } = user;

    public TimeSpan Given { get; } = given;

    public bool IsUsed { get; set; }

    /// <summary>What the file holds.</summary>
    public string Password { get; set; } = "";
}

/// <summary>A token of single sign-on in the message that brings it.</summary>
internal sealed class ModelToken
{
    /// <summary>What it is like, in a word.</summary>
    public required string Kind { get; init; }

    /// <summary>The name that it claims, in the spelling that it has there.</summary>
    public required string ClaimedName { get; init; }

    /// <summary>Whose it is, if it is good.</summary>
    public required string User { get; init; }

    /// <summary>The locale that the message asks for.</summary>
    public required string? Locale { get; init; }

    /// <summary>From when on it is good no more.</summary>
    public required TimeSpan Ends { get; init; }

    public required bool IsOfTrustedIssuer { get; init; }

    /// <summary>Whether whoever brings it has to show that they hold its key.</summary>
    public required bool IsBoundToKey { get; init; }

    public required bool IsSignedByThatKey { get; init; }

    /// <summary>Whether its bearer may act for its user elsewhere, which REST and JSON-RPC ask for and SOAP does not.</summary>
    public required bool IsDelegatable { get; init; }

    /// <summary>The token itself.</summary>
    public string Assertion { get; set; } = "";

    /// <summary>From when on the signed message is good no more.</summary>
    public required TimeSpan MessageEnds { get; init; }

    /// <summary>Whether the signed message has proved its sender already, which it does once.</summary>
    public bool IsUsed { get; set; }

    /// <summary>The whole message.</summary>
    public string Message { get; set; } = "";
}

/// <summary>A request of REST or JSON-RPC for a session, with a token.</summary>
/// <param name="Token">The token.</param>
/// <param name="Door">The number of the door.</param>
/// <param name="Made">When it was signed.</param>
/// <param name="Number">Its number.</param>
internal sealed record ModelTokenRequest(ModelToken Token, int Door, TimeSpan Made, int Number)
{
    /// <summary>Whether it has proved its sender already, which a signed one does once.</summary>
    public bool IsUsed { get; set; }
}

/// <summary>An access token of an OpenID provider.</summary>
/// <param name="Kind">What it is like, in a word.</param>
/// <param name="Claim">The name that it claims.</param>
/// <param name="User">Whose it is, if it is good.</param>
/// <param name="Ends">From when on it is good no more.</param>
/// <param name="Text">The token.</param>
internal sealed record ModelAccess(string Kind, string Claim, string User, TimeSpan Ends, string Text);

/// <summary>A security context that needs another token.</summary>
internal sealed record ModelNegotiation(string User, TimeSpan Begun);

/// <summary>An event of a login.</summary>
/// <param name="Type">Its type.</param>
/// <param name="User">Whom it names.</param>
internal sealed record ModelEvent(string Type, string User);
