using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Redis.Tables.Directory;

/// <summary>Makes records of what is in the directory, and the reverse.</summary>
internal static class DirectoryItems
{
    /// <summary>The record of an account that was changed, or of null for one that was removed.</summary>
    public static AccountRecord ToRecord(AccountName name, Account? account) => new()
    {
        Name = name.Name,
        Domain = name.Domain,
        Removed = account is null,
        FullName = account?.FullName,
        Groups = account is { Groups.Count: > 0 } ? [.. account.Groups] : null,
        Password = account?.Password?.Encode(),
        Disabled = account?.IsDisabled ?? false,
        Certificate = account?.Certificate?.RawData,
    };

    /// <summary>The account of a record: a <see cref="KnownAccount"/> or a <see cref="RemovedAccount"/>.</summary>
    public static object ToAccount(AccountRecord record, Func<Account, KnownAccount> know)
    {
        var name = new AccountName(record.Name, record.Domain);
        if (record.Removed)
            return new RemovedAccount(name);
        return know(new Account
        {
            Name = name,
            FullName = record.FullName,
            Groups = record.Groups ?? [],
            Password = record.Password is { } password
                ? StoredPassword.TryDecode(password) ?? throw new FormatException($"The password of {name} in the state engine is in a form that is not known.")
                : null,
            IsDisabled = record.Disabled,
            Certificate = record.Certificate is { } certificate ? X509CertificateLoader.LoadCertificate(certificate) : null,
        });
    }

    /// <summary>The record of a group.</summary>
    public static GroupRecord ToRecord(Group group) => new()
    {
        Name = group.Name.Name,
        Domain = group.Name.Domain,
        Groups = group.Groups.Count == 0 ? null : [.. group.Groups.Select(static outer => outer.Written)],
    };

    /// <summary>The group of a record.</summary>
    public static Group ToGroup(GroupRecord record) => new(new AccountName(record.Name, record.Domain), [.. (record.Groups ?? []).Select(AccountName.Of)]);

    /// <summary>The record of a role.</summary>
    public static RoleRecord ToRecord(RoleItem item) => new()
    {
        Name = item.Role.Name,
        DeclaredAs = item.DeclaredAs,
        Made = item.IsMade,
        Privileges = item.Role.Privileges.Given(),
    };

    /// <summary>The role of a record.</summary>
    public static RoleItem ToRole(int id, RoleRecord record) => new(Role.Custom(id, record.Name, record.Privileges), record.DeclaredAs, record.Made);

    /// <summary>The record of a permission.</summary>
    public static PermissionRecord ToRecord(PermissionItem item) => ToRecord(item.Entry.Key) with
    {
        Role = item.Entry.RoleId,
        Propagate = item.Entry.Propagate,
        EntityType = item.Entry.Entity?.Type,
        Declared = item.IsDeclared,
    };

    /// <summary>The record of what there is one permission of.</summary>
    public static PermissionRecord ToRecord(PermissionKey key) => new()
    {
        Name = key.Principal.Name,
        Domain = key.Principal.Domain,
        Group = key.IsGroup,
        Entity = key.Entity,
    };

    /// <summary>The permission of a record.</summary>
    public static PermissionItem ToPermission(long place, PermissionRecord record)
    {
        var entity = record is { EntityType: { } type, Entity: { } value } ? new ManagedObjectReference(type, value) : null;
        return new PermissionItem(new PermissionEntry(new AccountName(record.Name, record.Domain), record.Group, record.Role, record.Propagate, entity), record.Declared, place);
    }

    /// <summary>What there is one permission of.</summary>
    public static PermissionKey ToKey(PermissionRecord record) => new(record.Entity, new AccountName(record.Name, record.Domain), record.Group);

    /// <summary>The record of an extension.</summary>
    public static ExtensionRecord ToRecord(RegisteredExtension extension) => new()
    {
        Arguments = ExtensionText.Write(extension.Description),
        Role = extension.Identity.RoleId,
        Certificate = extension.Certificate?.ToString(),
        ServiceAccount = extension.ServiceAccount,
        Declared = extension.IsDeclared,
    };

    /// <summary>The extension of a record.</summary>
    public static RegisteredExtension ToExtension(ExtensionRecord record) => ExtensionDirectory.Known(ExtensionText.Read(record.Arguments), record.Role) with
    {
        Certificate = record.Certificate is { } hash ? CertificateHash.TryParse(hash) : null,
        ServiceAccount = record.ServiceAccount,
        IsDeclared = record.Declared,
    };
}

/// <summary>An account that was removed at run time.</summary>
internal sealed record RemovedAccount(AccountName Name);
