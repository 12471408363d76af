namespace VimSessionService.Vapi.SharedSession;

/// <summary>The endpoint at which clients get clone tickets of one common session; drivers of Kubernetes use one (docs/facts/automation-api.md).</summary>
/// <param name="Path">Its path.</param>
/// <param name="Token">The secret that clients show.</param>
/// <param name="UserName">The user of the session.</param>
public sealed record SharedSessionOptions(string Path, string Token, string UserName)
{
    /// <summary>Not the secret.</summary>
    public override string ToString() => $"{Path} of {UserName}";
}
