using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Authorization;

/// <summary>
/// What one user holds, as one call asks for it: the authorizer is asked once for each entity. Not for use by several threads at once.
/// </summary>
/// <param name="authorizer">Is asked.</param>
/// <param name="user">The user.</param>
/// <param name="cancellationToken">Cancelled when the call is given up.</param>
public sealed class UserGrants(IAuthorizer authorizer, UserIdentity user, CancellationToken cancellationToken)
{
    // Most calls ask about one entity, and the others about one entity several times in a row.
    private string? _lastEntity;
    private Grant? _last;
    private Dictionary<string, Grant>? _known;

    /// <summary>The user.</summary>
    public UserIdentity User => user;

    /// <summary>What the user holds on an entity.</summary>
    public ValueTask<Grant> OnAsync(ManagedObjectReference entity)
    {
        if (_last is not null && _lastEntity == entity.Value)
            return new(_last);
        if (_known is not null && _known.TryGetValue(entity.Value, out var known))
            return new(Keep(entity, known));
        var asked = authorizer.GrantOfAsync(user, entity, cancellationToken);
        return asked.IsCompletedSuccessfully ? new(Remember(entity, asked.Result)) : WhenAnsweredAsync(entity, asked);
    }

    private async ValueTask<Grant> WhenAnsweredAsync(ManagedObjectReference entity, ValueTask<Grant> asked) => Remember(entity, await asked);

    private Grant Remember(ManagedObjectReference entity, Grant grant)
    {
        if (_last is not null)
            (_known ??= new(StringComparer.Ordinal) { [_lastEntity!] = _last })[entity.Value] = grant;
        return Keep(entity, grant);
    }

    private Grant Keep(ManagedObjectReference entity, Grant grant)
    {
        _lastEntity = entity.Value;
        return _last = grant;
    }
}
