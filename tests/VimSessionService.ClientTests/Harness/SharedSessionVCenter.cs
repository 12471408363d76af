namespace VimSessionService.ClientTests.Harness;

/// <summary>A vCenter that gives clone tickets of one session to who shows a secret.</summary>
public sealed class SharedSessionVCenter : VCenter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--shared-session-path", "/shared-session"];

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, string>> Variables => [new("VIMSESSION_SHARED_SESSION_TOKEN", "secret-of-the-client-tests")];
}
