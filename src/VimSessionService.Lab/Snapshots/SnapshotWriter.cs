using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Snapshots;
using VimSessionService.AdminClient.Users;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Lab.Accounts;
using VimSessionService.Lab.Rules;

namespace VimSessionService.Lab.Snapshots;

/// <summary>Writes the parts of a service into a snapshot.</summary>
internal static class SnapshotWriter
{
    public static LockoutSetting ToSetting(LockoutPolicy policy) => new(policy.MaxAttempts, policy.Window, policy.UnlockAfter);

    public static SnapshotUser ToUser(Account account, SavedLock? held) => new()
    {
        Name = AccountText.Of(account.Name),
        FullName = account.FullName,
        Groups = account.Groups,
        PasswordHash = account.Password?.Encode(),
        Certificate = account.Certificate?.ExportCertificatePem(),
        Disabled = account.IsDisabled,
        Locked = held?.IsLocked is true,
        UnlocksIn = held?.UnlocksIn,
        Failures = held?.Failures ?? [],
    };

    public static SnapshotGroup ToGroup(Group group) => new(AccountText.Of(group.Name), [.. group.Groups.Select(AccountText.Of)]);

    public static RoleInfo ToRole(Role role) => new(role.RoleId, role.Name, role.IsSystem, role.SortedPrivileges());

    public static PermissionInfo ToPermission(PermissionEntry entry, Func<int, Role?> roleOf) => new()
    {
        Principal = AccountText.Of(entry.Principal),
        Group = entry.IsGroup,
        Role = roleOf(entry.RoleId)?.Name ?? "",
        Propagate = entry.Propagate,
        Entity = entry.Entity?.Value,
    };

    public static SnapshotExtension ToExtension(SavedExtension extension) => new()
    {
        Key = extension.Key,
        Label = extension.Label,
        Summary = extension.Summary,
        Version = extension.Version,
        Company = extension.Company,
        SubjectName = extension.SubjectName,
        CertificateHash = extension.Certificate,
        ServiceAccount = extension.ServiceAccount,
        RoleId = extension.RoleId,
        Declared = extension.IsDeclared,
    };

    public static SnapshotSession ToSession(SavedSession saved)
    {
        var (session, data) = (saved.Session, saved.Session.Data);
        return new SnapshotSession
        {
            Key = session.Key,
            TokenHashes = saved.TokenHashes,
            Owner = saved.Owner,
            UserName = data.User.UserName,
            FullName = data.User.FullName,
            Groups = data.User.Groups,
            OwnGroups = data.User.OwnGroups,
            RoleId = data.User.RoleId,
            Locale = data.Locale,
            MessageLocale = data.MessageLocale,
            ExtensionSession = data.ExtensionSession,
            Administrator = data.IsAdministrator,
            Door = data.Door,
            IpAddress = data.IpAddress,
            UserAgent = data.UserAgent,
            LoginTime = new DateTimeOffset(session.LoginTime),
            Age = saved.Age,
            Idle = saved.Idle,
            LastActiveTime = new DateTimeOffset(session.LastActiveTime),
            CallCount = session.CallCount,
        };
    }

    public static SnapshotRule ToRule(SavedRule rule) => new(rule.Rule, rule.Matched, rule.Applied, rule.ExpiresIn);

    public static SnapshotOutage ToOutage(OutageInfo outage, DateTimeOffset now) => new(outage.Id, outage.Doors, outage.Mode, outage.Ends is { } ends ? ends - now : null);

    public static SnapshotTicket ToTicket(SavedTicket ticket) => new(ticket.Hash, ticket.Grant.Purpose, ticket.Grant.UserName, ticket.Grant.SessionKey, ticket.Rest);
}
