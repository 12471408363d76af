namespace VimSessionService.Endpoint.Calls;

/// <summary>The request is answered with an HTTP status and no body, as one for a path that does not exist.</summary>
/// <param name="status">The status.</param>
/// <param name="reason">Why, for the operator; no secret.</param>
public sealed class BareStatusException(int status, string reason) : Exception(reason)
{
    /// <summary>The status.</summary>
    public int Status { get; } = status;
}
