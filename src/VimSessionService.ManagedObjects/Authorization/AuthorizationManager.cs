using VimSessionService.Core;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Changes;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Authorization;

/// <summary>
/// The AuthorizationManager: its rules are the services' of roles and permissions, this class gives them their API. The privileges
/// on the entity in question are declared, and checked before a method is called. What it shows changes with roles and permissions, which the objects tell of all
/// objects at once.
/// </summary>
internal sealed class AuthorizationManager : AuthorizationManagerBase<CallContext>
{
    /// <summary>What one answer costs: it is made and written.</summary>
    private const int CostOfAnswer = 4;

    private readonly RoleService _roles;
    private readonly PermissionService _permissions;
    private readonly PrincipalDirectory _principals;
    private readonly InventoryTree _inventory;
    private readonly IAuthorizer _authorizer;
    private readonly ISessionStore _sessions;
    private readonly AuthorizationTables _tables;
    private readonly ManagedObjectRegistry _registry;
    private readonly string _defaultLocale;
    private readonly bool _isHost;

    /// <summary>Makes it.</summary>
    /// <param name="reference">Its name.</param>
    /// <param name="product">What the service presents itself as. A host leaves questions about other users and sessions to its vCenter.</param>
    /// <param name="roles">The rules of roles.</param>
    /// <param name="permissions">The rules of permissions.</param>
    /// <param name="directory">The roles and privileges themselves.</param>
    /// <param name="extensions">The extensions, which have privileges of their own.</param>
    /// <param name="principals">The users and groups.</param>
    /// <param name="inventory">The entities.</param>
    /// <param name="authorizer">Decides who may do what.</param>
    /// <param name="sessions">Where sessions are kept.</param>
    /// <param name="registry">Tells an object that is no entity from one that is not there.</param>
    public AuthorizationManager(
        ManagedObjectReference reference,
        ServedProduct product,
        RoleService roles,
        PermissionService permissions,
        RoleDirectory directory,
        ExtensionDirectory extensions,
        PrincipalDirectory principals,
        InventoryTree inventory,
        IAuthorizer authorizer,
        ISessionStore sessions,
        ManagedObjectRegistry registry)
        : base(reference)
    {
        _roles = roles;
        _permissions = permissions;
        _principals = principals;
        _inventory = inventory;
        _authorizer = authorizer;
        _sessions = sessions;
        _tables = new AuthorizationTables(directory, extensions);
        _defaultLocale = product.DefaultLocale;
        _registry = registry;
        _isHost = product.IsHost;
    }

    /// <inheritdoc/>
    protected override ValueTask<AuthorizationPrivilege[]?> GetPrivilegeList(CallContext call) => new(_tables.Privileges);

    /// <inheritdoc/>
    protected override ValueTask<AuthorizationRole[]?> GetRoleList(CallContext call) => new(_tables.Roles);

    /// <inheritdoc/>
    protected override ValueTask<AuthorizationDescription?> GetDescription(CallContext call) => new(_tables.Describe(call.Locale?.MessageLocale ?? _defaultLocale));

    /// <inheritdoc/>
    protected override ValueTask<int> AddAuthorizationRole(CallContext call, string name, string[]? privIds) =>
        _roles.AddAsync(call.Session!, name, privIds ?? [], call.Cancelled);

    /// <inheritdoc/>
    protected override ValueTask UpdateAuthorizationRole(CallContext call, int roleId, string newName, string[]? privIds) =>
        _roles.UpdateAsync(call.Session!, roleId, newName, privIds ?? [], call.Cancelled);

    /// <inheritdoc/>
    protected override ValueTask RemoveAuthorizationRole(CallContext call, int roleId, bool failIfUsed) =>
        _roles.RemoveAsync(call.Session!, roleId, failIfUsed, call.Cancelled);

    /// <inheritdoc/>
    protected override ValueTask MergePermissions(CallContext call, int srcRoleId, int dstRoleId) =>
        _permissions.MergeAsync(call.Session!, srcRoleId, dstRoleId, call.Cancelled);

    /// <inheritdoc/>
    protected override async ValueTask<Permission[]?> RetrieveRolePermissions(CallContext call, int roleId) =>
        await _permissions.OfRoleAsync(call, roleId);

    /// <inheritdoc/>
    protected override async ValueTask<Permission[]?> RetrieveAllPermissions(CallContext call) => await _permissions.AllAsync(call);

    /// <inheritdoc/>
    protected override ValueTask<Permission[]?> RetrieveEntityPermissions(CallContext call, ManagedObjectReference entity, bool inherited) =>
        new(_permissions.On(Entity(call, entity), inherited).ToArray());

    /// <inheritdoc/>
    protected override ValueTask SetEntityPermissions(CallContext call, ManagedObjectReference entity, Permission[]? permission) =>
        _permissions.SetAsync(call.Session!, Entity(call, entity), permission ?? [], call.Cancelled);

    /// <inheritdoc/>
    protected override ValueTask ResetEntityPermissions(CallContext call, ManagedObjectReference entity, Permission[]? permission) =>
        _permissions.ResetAsync(call.Session!, Entity(call, entity), permission ?? [], call.Cancelled);

    /// <inheritdoc/>
    protected override ValueTask RemoveEntityPermission(CallContext call, ManagedObjectReference entity, string user, bool isGroup) =>
        _permissions.RemoveAsync(call.Session!, Entity(call, entity), user, isGroup, call.Cancelled);

    /// <summary>What a session holds on one entity; a session that is not there holds nothing.</summary>
    protected override async ValueTask<bool[]?> HasPrivilegeOnEntity(CallContext call, ManagedObjectReference entity, string sessionId, string[]? privId)
    {
        RequireVCenter();
        var found = Entity(call, entity);
        SpendFor(call, 1, privId?.Length ?? 0);
        var session = await _sessions.FindAsync(sessionId, call.Cancelled);
        if (privId is null || session is null)
            return privId is null ? null : new bool[privId.Length];
        var data = session.Data;
        var held = await _authorizer.GrantOfAsync(data.User, found.Reference, call.Cancelled);
        return Array.ConvertAll(privId, id => Has(data, held, id));
    }

    /// <summary>What a session holds on entities; a session that is not there holds nothing.</summary>
    protected override async ValueTask<EntityPrivilege[]?> HasPrivilegeOnEntities(
        CallContext call, ManagedObjectReference[] entity, string sessionId, string[]? privId)
    {
        RequireVCenter();
        SpendFor(call, entity.Length, privId?.Length ?? 0);
        var found = Array.ConvertAll(entity, each => Entity(call, each).Reference);
        var session = await _sessions.FindAsync(sessionId, call.Cancelled);
        if (session?.Data is not { } data)
            return Array.ConvertAll(found, each => ToEntityPrivilege(each, privId, static _ => false));
        var grants = new UserGrants(_authorizer, data.User, call.Cancelled);
        var answers = new EntityPrivilege[found.Length];
        for (var i = 0; i < found.Length; i++)
        {
            var held = await grants.OnAsync(found[i]);
            answers[i] = ToEntityPrivilege(found[i], privId, id => Has(data, held, id));
        }

        return answers;
    }

    /// <summary>What a user holds on objects. What is no entity is checked at the root folder, which the answer names: it can name entities only.</summary>
    protected override async ValueTask<EntityPrivilege[]?> HasUserPrivilegeOnEntities(
        CallContext call, ManagedObjectReference[] entities, string userName, string[]? privId)
    {
        RequireVCenter();
        SpendFor(call, entities.Length, privId?.Length ?? 0);
        var grants = new UserGrants(_authorizer, User(userName), call.Cancelled);
        var answers = new EntityPrivilege[entities.Length];
        for (var i = 0; i < entities.Length; i++)
        {
            if (_inventory.Find(entities[i].Value)?.Reference is not { } entity)
            {
                _registry.Get(entities[i], call);
                entity = _inventory.Root.Reference;
            }

            var held = (await grants.OnAsync(entity)).Privileges;
            answers[i] = ToEntityPrivilege(entity, privId, id => id == Privileges.SystemAnonymous || held.Contains(id));
        }

        return answers;
    }

    /// <inheritdoc/>
    protected override async ValueTask<UserPrivilegeResult[]?> FetchUserPrivilegeOnEntities(CallContext call, ManagedObjectReference[] entities, string userName)
    {
        RequireVCenter();
        var user = User(userName);
        var sorted = new Dictionary<InventoryEntity, string[]>();
        var answers = new UserPrivilegeResult[entities.Length];
        for (var i = 0; i < entities.Length; i++)
        {
            var entity = Entity(call, entities[i], "entities");
            if (!sorted.TryGetValue(entity, out var held))
            {
                var grant = await _authorizer.GrantOfAsync(user, entity.Reference, call.Cancelled);
                sorted.Add(entity, held = [.. grant.Privileges.Order(StringComparer.Ordinal)]);
            }

            SpendFor(call, 1, held.Length);
            answers[i] = new UserPrivilegeResult { Entity = entity.Reference, Privileges = held.Length > 0 ? held : null };
        }

        return answers;
    }

    private static EntityPrivilege ToEntityPrivilege(ManagedObjectReference entity, string[]? privileges, Func<string, bool> isGranted) => new()
    {
        Entity = entity,
        PrivAvailability = Array.ConvertAll(privileges ?? [], id => new PrivilegeAvailability { PrivId = id, IsGranted = isGranted(id) }),
    };

    private static bool Has(SessionData session, Grant held, string privilegeId) =>
        AuthorizerExtensions.HasByRule(session, privilegeId) || held.Privileges.Contains(privilegeId);

    private UserIdentity User(string userName) => AccountName.TryParse(userName, out var name)
        ? _principals.Identify(name)
        : throw new VimFaultException(new InvalidArgument { InvalidProperty = "userName" }, "the user name is in no known form");

    private InventoryEntity Entity(CallContext call, ManagedObjectReference reference, string parameter = "entity")
    {
        if (_inventory.Find(reference.Value) is { } entity)
            return entity;
        var other = _registry.Get(reference, call);
        throw new VimFaultException(
            new InvalidArgument { InvalidProperty = parameter }, $"{other.Reference} is no object that has permissions");
    }

    private void RequireVCenter()
    {
        if (_isHost)
            throw new VimFaultException(new NotImplemented(), "only a vCenter answers for other users and sessions");
    }

    private static void SpendFor(CallContext call, int entities, int privileges) => call.Budget.Spend(CostOfAnswer * (entities + ((long)entities * privileges)));
}
