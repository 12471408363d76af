using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.WebHooks;

/// <summary>
/// Asks a web hook what a user may do; docs/web-hooks.md has the messages. Each call is one request: use it in a
/// <see cref="RemoteAuthorizer"/>, which bounds and remembers. An answer that cannot be used is a <see cref="WebHookException"/>.
/// </summary>
/// <param name="options">Where the web hook is.</param>
/// <param name="roles">The roles that answers can name.</param>
/// <param name="time">The clock of the requests' timestamps.</param>
public sealed class WebHookAuthorizer(WebHookOptions options, RoleDirectory roles, TimeProvider time) : IAuthorizer, IDisposable
{
    /// <summary>More than there are.</summary>
    private const int Most = 1_024;

    private readonly WebHookClient _hook = new(options, time);

    /// <inheritdoc/>
    /// <exception cref="WebHookException">The web hook gave no usable answer.</exception>
    public async ValueTask<Grant> GrantOfAsync(UserIdentity user, ManagedObjectReference entity, CancellationToken cancellationToken)
    {
        var question = new AuthorizeQuestion(user.UserName, user.FullName, user.Groups, new HookEntity(entity.Type, entity.Value));
        var answer = await _hook.AskAsync(question, HookJson.Default.AuthorizeQuestion, HookJson.Default.AuthorizeAnswer, cancellationToken);
        if (answer.Roles is { Length: > Most } || answer.Privileges is { Length: > Most })
            throw _hook.Fail($"its answer names more than {Most} roles or privileges");
        if (answer.Privileges is not null && Array.Exists(answer.Privileges, static id => id is null))
            throw _hook.Fail("a privilege of its answer is null");
        Role[] granted = [.. (answer.Roles ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Select(RoleOf)];
        return granted.Length == 0 && answer.Privileges is not { Length: > 0 } ? Grant.None : roles.GrantOf(granted, answer.Privileges ?? []);
    }

    /// <inheritdoc/>
    public void Dispose() => _hook.Dispose();

    private Role RoleOf(string name) => name is not null && roles.Find(name) is { } role
        ? role
        : throw _hook.Fail("its answer names a role that does not exist");
}
