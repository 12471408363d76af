using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.WebHooks;

namespace VimSessionService.RemoteUsers;

/// <summary>What the options say about the web hook that says what users may do.</summary>
/// <param name="hook">Where it is.</param>
/// <param name="limits">How much it is asked.</param>
/// <param name="time">The clock.</param>
internal sealed class HookAuthorizerFactory(WebHookOptions hook, RemoteGrantLimits limits, TimeProvider time) : IDisposable
{
    private WebHookAuthorizer? _asking;

    /// <summary>What is asked, for the operator; nothing secret.</summary>
    public string Shown => $"the web hook {hook.ShownUrl}";

    /// <summary>Makes the authorizer of a service with these roles and accounts, which asks where its permissions say nothing.</summary>
    public IAuthorizer Make(ServiceDirectory directory, IAuthorizer permissions)
    {
        _asking = new WebHookAuthorizer(hook, directory.Roles, time);
        return new RemoteAuthorizer(permissions, new PresentGroups(directory.Accounts, _asking), limits, time);
    }

    /// <inheritdoc/>
    public void Dispose() => _asking?.Dispose();
}
