namespace VimSessionService.Core.Authentication;

/// <summary>A token, a signature or a security context proves nothing. The reason is for the operator; it holds no secret.</summary>
/// <param name="reason">The precise reason.</param>
/// <param name="userName">Who it claims to be, for the event of the failed login; empty when it does not get as far as that.</param>
public sealed class ProofRefusedException(string reason, string userName = "") : Exception(reason)
{
    /// <summary>Who the refused proof claims to be: nothing to rely on.</summary>
    public string UserName { get; } = userName;
}
