using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.WebHooks;

/// <summary>
/// Asks a web hook whether a name and a password are right; docs/web-hooks.md has the messages. Each call is one request: use it in a
/// <see cref="RemoteCredentialValidator"/>, which bounds and remembers. An answer that cannot be used is a <see cref="WebHookException"/>.
/// </summary>
/// <param name="options">Where the web hook is.</param>
/// <param name="time">The clock of the requests' timestamps.</param>
public sealed class WebHookCredentialValidator(WebHookOptions options, TimeProvider time) : ICredentialValidator, IDisposable
{
    /// <summary>More than a vCenter shows of a full name.</summary>
    private const int LongestFullName = 256;

    /// <summary>More than a user of Active Directory can have.</summary>
    private const int MostGroups = 1_024;

    private readonly WebHookClient _hook = new(options, time);

    /// <inheritdoc/>
    /// <exception cref="WebHookException">The web hook gave no usable answer.</exception>
    public async ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(password))
            return null;
        var question = new AuthenticateQuestion(userName, password, new HookClient(client.IpAddress, client.UserAgent));
        var answer = await _hook.AskAsync(question, HookJson.Default.AuthenticateQuestion, HookJson.Default.AuthenticateAnswer, cancellationToken);
        if (!answer.Allowed)
            return null;
        var name = NameOf(answer.UserName ?? userName, "userName");
        if (answer.FullName is { Length: > LongestFullName })
            throw _hook.Fail($"the fullName of its answer has more than {LongestFullName} characters");
        if (answer.Groups is { Length: > MostGroups })
            throw _hook.Fail($"its answer names more than {MostGroups} groups");
        string[] groups = [.. (answer.Groups ?? []).Select(group => NameOf(group, "groups"))];
        return new UserIdentity(name, string.IsNullOrEmpty(answer.FullName) ? name : answer.FullName, groups);
    }

    /// <inheritdoc/>
    public void Dispose() => _hook.Dispose();

    private string NameOf(string text, string property) => AccountName.TryParse(text, out var name)
        ? name.Canonical.Display
        : throw _hook.Fail($"a name in {property} of its answer is empty, has an empty part, or is longer than 256 characters");
}
