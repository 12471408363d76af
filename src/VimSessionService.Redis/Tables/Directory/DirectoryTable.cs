using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Tables;

namespace VimSessionService.Redis.Tables.Directory;

/// <summary>
/// The directory as a table: accounts that were changed and groups that were made at run time, all roles that people made, all permissions and all extensions. Accounts that configuration
/// declares are not in it: each replica has its own.
/// </summary>
internal sealed class DirectoryTable(ServiceDirectory directory) : SharedTable<DirectoryState>("directory", directory.Cell)
{
    private const string Accounts = "account/";
    private const string Groups = "group/";
    private const string Roles = "role/";
    private const string Permissions = "permission/";
    private const string Extensions = "extension/";

    /// <summary>The item of what there is besides of roles, and of permissions.</summary>
    private const string Book = "book";

    private const string Declaration = "declaration";

    private DirectoryDeclaration? _declaring;
    private DirectoryDeclaration? _shared;

    /// <inheritdoc/>
    public override string Write(object item) => item switch
    {
        KnownAccount { Account: var account } => Text(DirectoryItems.ToRecord(account.Name, account), DirectoryJson.Default.AccountRecord),
        RemovedAccount(var name) => Text(DirectoryItems.ToRecord(name, null), DirectoryJson.Default.AccountRecord),
        Group group => Text(DirectoryItems.ToRecord(group), DirectoryJson.Default.GroupRecord),
        RoleItem role => Text(DirectoryItems.ToRecord(role), DirectoryJson.Default.RoleRecord),
        RoleBookRecord book => Text(book, DirectoryJson.Default.RoleBookRecord),
        PermissionItem permission => Text(DirectoryItems.ToRecord(permission), DirectoryJson.Default.PermissionRecord),
        PermissionBookRecord book => Text(book, DirectoryJson.Default.PermissionBookRecord),
        RegisteredExtension extension => Text(DirectoryItems.ToRecord(extension), DirectoryJson.Default.ExtensionRecord),
        DeclarationMark mark => "=" + mark.Text,
        _ => throw new ArgumentException("It is no item of the directory.", nameof(item)),
    };

    /// <inheritdoc/>
    public override object Read(string key, string text)
    {
        try
        {
            return key switch
            {
                Roles + Book => Record(text, DirectoryJson.Default.RoleBookRecord),
                Permissions + Book => Record(text, DirectoryJson.Default.PermissionBookRecord),
                Declaration => DeclarationMark.Parse(text[1..]),
                _ when key.StartsWith(Accounts, StringComparison.Ordinal) => DirectoryItems.ToAccount(Record(text, DirectoryJson.Default.AccountRecord), directory.Accounts.Know),
                _ when key.StartsWith(Groups, StringComparison.Ordinal) => DirectoryItems.ToGroup(Record(text, DirectoryJson.Default.GroupRecord)),
                _ when key.StartsWith(Roles, StringComparison.Ordinal) =>
                    DirectoryItems.ToRole(int.Parse(key.AsSpan(Roles.Length), NumberStyles.None, CultureInfo.InvariantCulture), Record(text, DirectoryJson.Default.RoleRecord)),
                _ when key.StartsWith(Permissions, StringComparison.Ordinal) =>
                    DirectoryItems.ToPermission(long.Parse(key.AsSpan(Permissions.Length), NumberStyles.None, CultureInfo.InvariantCulture), Record(text, DirectoryJson.Default.PermissionRecord)),
                _ when key.StartsWith(Extensions, StringComparison.Ordinal) => DirectoryItems.ToExtension(Record(text, DirectoryJson.Default.ExtensionRecord)),
                _ => text, // of a later version
            };
        }
        catch (JsonException broken)
        {
            throw new FormatException($"The item {key} of the directory in the state engine cannot be read.", broken);
        }
    }

    /// <summary>Declares what configuration says here, once, unless another replica has declared the same.</summary>
    public override void Declare()
    {
        if (directory.Declared is not { } own || ReferenceEquals(own, _shared))
            return;
        if (directory.State.Declaration.Text != DeclarationMark.Of(own).Text)
            directory.Declare(own);
        _declaring = own;
    }

    /// <inheritdoc/>
    protected override void OnKept()
    {
        _shared = _declaring ?? _shared;
        _declaring = null;
    }

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, object>> Items(DirectoryState state)
    {
        var access = state.Access;
        foreach (var (name, account) in access.Accounts.Changes.Accounts)
            yield return new(Accounts + name.Canonical.Display.ToUpperInvariant(), (object?)account ?? new RemovedAccount(name));
        foreach (var (name, group) in access.Accounts.Changes.Groups)
            yield return new(Groups + name.Canonical.Display.ToUpperInvariant(), group);
        foreach (var item in access.Roles.Items)
            yield return new(Roles + item.Role.RoleId.ToString(CultureInfo.InvariantCulture), item);
        yield return new(Roles + Book, new RoleBookRecord { NextId = access.Roles.NextId, Removed = Unless(access.Roles.Removed.Order(StringComparer.OrdinalIgnoreCase)) });
        foreach (var item in access.Permissions.Items)
            yield return new(Permissions + item.Place.ToString(CultureInfo.InvariantCulture), item);
        yield return new(Permissions + Book, new PermissionBookRecord { Declared = Records(access.Permissions.Declared), Removed = Records(access.Permissions.Removed) });
        foreach (var extension in state.Extensions.All)
            yield return new(Extensions + extension.Description.Key, extension);
        yield return new(Declaration, state.Declaration);
    }

    /// <inheritdoc/>
    protected override DirectoryState Make(DirectoryState state, IReadOnlyDictionary<string, object> items, IReadOnlyCollection<string> changed)
    {
        var access = state.Access;
        if (Has(Accounts) || Has(Groups))
            access = access with { Accounts = access.Accounts.With(ChangesOf(items.Values)) };
        if (Has(Roles))
        {
            var book = items.GetValueOrDefault(Roles + Book) as RoleBookRecord;
            access = access with { Roles = RoleSet.Of(items.Values.OfType<RoleItem>().OrderBy(static item => item.Role.RoleId), book?.NextId ?? RoleSet.Empty.NextId, book?.Removed ?? []) };
        }

        if (Has(Permissions))
        {
            var book = items.GetValueOrDefault(Permissions + Book) as PermissionBookRecord;
            access = access with { Permissions = PermissionSet.Of(items.Values.OfType<PermissionItem>(), Keys(book?.Declared), Keys(book?.Removed)) };
        }

        var extensions = state.Extensions;
        foreach (var key in changed.Where(static key => key.StartsWith(Extensions, StringComparison.Ordinal)))
        {
            var id = key[Extensions.Length..];
            var extension = items.GetValueOrDefault(key) as RegisteredExtension;
            extensions = extension is null ? extensions.Without(id) : extensions.With(extension);
            var privileges = access.Privileges.Define(id, extension is null ? [] : ExtensionPrivileges.Of(extension.Description));
            if (!ReferenceEquals(privileges, access.Privileges))
                access = access with { Privileges = privileges };
        }

        return state with { Access = access, Extensions = extensions, Declaration = items.GetValueOrDefault(Declaration) as DeclarationMark ?? state.Declaration };

        bool Has(string prefix) => changed.Any(key => key.StartsWith(prefix, StringComparison.Ordinal));
    }

    private static AccountChanges ChangesOf(IEnumerable<object> items)
    {
        var accounts = ImmutableDictionary.CreateBuilder<AccountName, KnownAccount?>();
        var groups = ImmutableDictionary.CreateBuilder<AccountName, Group>();
        foreach (var item in items)
        {
            if (item is KnownAccount known)
                accounts[known.Account.Name] = known;
            else if (item is RemovedAccount(var name))
                accounts[name] = null;
            else if (item is Group group)
                groups[group.Name] = group;
        }

        return new AccountChanges(accounts.ToImmutable(), groups.ToImmutable());
    }

    private static string Text<T>(T record, JsonTypeInfo<T> type) => JsonSerializer.Serialize(record, type);

    private static T Record<T>(string text, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(text, type) ?? throw new JsonException("It is null.");

    private static string[]? Unless(IEnumerable<string> texts) => texts.ToArray() is { Length: > 0 } some ? some : null;

    private static PermissionRecord[]? Records(ImmutableHashSet<PermissionKey> keys) => keys.Count == 0 ? null :
    [
        .. keys.Select(DirectoryItems.ToRecord)
            .OrderBy(static record => record.Entity, StringComparer.Ordinal)
            .ThenBy(static record => record.Domain, StringComparer.OrdinalIgnoreCase)
            .ThenBy(static record => record.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(static record => record.Group),
    ];

    private static IEnumerable<PermissionKey> Keys(PermissionRecord[]? records) => (records ?? []).Select(DirectoryItems.ToKey);
}
