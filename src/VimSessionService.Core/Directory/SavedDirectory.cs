using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory;

/// <summary>Users, groups, roles, permissions and extensions of one moment, as they can be made again.</summary>
/// <param name="Accounts">The accounts.</param>
/// <param name="Roles">The roles besides the system's.</param>
/// <param name="Permissions">The permissions.</param>
/// <param name="Extensions">The extensions.</param>
/// <param name="Groups">The groups that were made at run time; null for those that there are.</param>
internal sealed record SavedDirectory(
    IReadOnlyList<Account> Accounts,
    IReadOnlyList<Role> Roles,
    IReadOnlyList<PermissionEntry> Permissions,
    IReadOnlyList<SavedExtension> Extensions,
    IReadOnlyList<Group>? Groups);

/// <summary>An extension as it can be made again, without its lists of clients, servers, tasks, events, faults and privileges.</summary>
internal sealed record SavedExtension
{
    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The label of the description.</summary>
    public required string Label { get; init; }

    /// <summary>The summary of the description.</summary>
    public required string Summary { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>Who made it; null for unknown.</summary>
    public string? Company { get; init; }

    /// <summary>The subject name that it logs in by; null for none.</summary>
    public string? SubjectName { get; init; }

    /// <summary>The SHA-256 of the certificate that it logs in by, as hexadecimal digits; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>Its account; null for none.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>The role of its sessions.</summary>
    public int? RoleId { get; init; }

    /// <summary>Whether configuration declares it.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>That of a registered one.</summary>
    public static SavedExtension Of(Extensions.RegisteredExtension extension)
    {
        var description = extension.Description;
        return new SavedExtension
        {
            Key = description.Key,
            Label = description.Description.Label,
            Summary = description.Description.Summary,
            Version = description.Version,
            Company = description.Company,
            SubjectName = description.SubjectName,
            Certificate = extension.Certificate?.ToString(),
            ServiceAccount = extension.ServiceAccount,
            RoleId = extension.Identity.RoleId,
            IsDeclared = extension.IsDeclared,
        };
    }

    internal Extension ToExtension() => new()
    {
        Key = Key,
        Description = new Description { Label = Label, Summary = Summary },
        Version = Version,
        Company = Company,
        SubjectName = SubjectName,
        LastHeartbeatTime = default,
    };
}
