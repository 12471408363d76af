using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Limits;
using VimSessionService.AdminClient.Snapshots;
using VimSessionService.AdminClient.Users;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Lab.Accounts;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Snapshots;

/// <summary>Reads the parts of a snapshot, and refuses what cannot be a state of a service.</summary>
internal static class SnapshotReader
{
    public static void CheckLimits(LimitValues limits)
    {
        Require(limits.MaxSessions >= 0, "#/limits/maxSessions", "is negative");
        Require(limits.MaxUserSessions >= 0, "#/limits/maxUserSessions", "is negative");
        Require(limits.IdleTimeout > TimeSpan.Zero, "#/limits/idleTimeout", "is not above zero");
    }

    public static LockoutPolicy ToPolicy(LockoutSetting setting, string pointer)
    {
        Require(setting.MaxAttempts is >= 0 and <= LockoutPolicy.MostAttempts, $"{pointer}/maxAttempts", $"is not from 0 to {LockoutPolicy.MostAttempts}");
        Require(setting.Window > TimeSpan.Zero && setting.Window <= LockoutPolicy.LongestTime, $"{pointer}/window", "is zero, or longer than ten years");
        Require(setting.UnlockAfter <= LockoutPolicy.LongestTime, $"{pointer}/unlockAfter", "is longer than ten years");
        return new LockoutPolicy(setting.MaxAttempts, setting.Window, setting.UnlockAfter);
    }

    public static SavedDirectory ToDirectory(Snapshot snapshot, Func<string, ManagedObjectReference?> entityOf)
    {
        var accounts = Each(snapshot.Users, "#/users", ToAccount);
        var roles = Each(snapshot.Roles, "#/roles", ToRole);
        var byName = new Dictionary<string, Role>(StringComparer.OrdinalIgnoreCase);
        foreach (var role in roles)
            byName.TryAdd(role.Name, role);
        var permissions = Each(snapshot.Permissions, "#/permissions", (permission, pointer) =>
            ToPermission(permission, pointer, name => byName.GetValueOrDefault(name) ?? SystemRoles.Find(name), entityOf));
        var groups = snapshot.Groups is null ? null : Each(snapshot.Groups, "#/groups", ToGroup);
        return new SavedDirectory(accounts, roles, permissions, Each(snapshot.Extensions, "#/extensions", ToExtension), groups);
    }

    public static IReadOnlyList<SavedLock> ToLocks(IReadOnlyList<SnapshotUser> users) =>
    [
        .. users.Where(static user => user.Locked || user.Failures.Count > 0)
            .Select(static user => new SavedLock(AccountName.Parse(user.Name).Canonical, user.Locked, user.UnlocksIn, user.Failures)),
    ];

    public static PermissionEntry ToPermission(PermissionInfo permission, string pointer, Func<string, Role?> roleOf, Func<string, ManagedObjectReference?> entityOf)
    {
        var name = ToName(permission.Principal, $"{pointer}/principal");
        var role = roleOf(permission.Role) ?? throw new SnapshotException($"{pointer}/role", $"names the role '{permission.Role}', which there is not");
        var entity = permission.Entity is { } value ? entityOf(value) ?? throw new SnapshotException($"{pointer}/entity", $"names the object '{value}', which there is not") : null;
        return new PermissionEntry(name, permission.Group, role.RoleId, permission.Propagate, entity);
    }

    public static AccountName ToName(string text, string pointer) => AccountName.TryParse(text, out var name)
        ? name.Canonical
        : throw new SnapshotException(pointer, "is no name. Write alice@vsphere.local, VSPHERE.LOCAL\\alice or alice");

    public static IReadOnlyList<SavedSession> ToSessions(Snapshot snapshot) => Each(snapshot.Sessions, "#/sessions", static (session, pointer) =>
    {
        Require(Guid.TryParseExact(session.Key, "D", out _), $"{pointer}/key", "is no UUID");
        Require(session.OwnGroups >= 0 && session.OwnGroups <= session.Groups.Count, $"{pointer}/ownGroups", "is negative, or more than there are groups");
        Require(session.TokenHashes.Count <= 9, $"{pointer}/tokenHashes", "has more than 9 hashes");
        Require(session.TokenHashes.All(SavedSession.IsTokenHash), $"{pointer}/tokenHashes", "has a text that is no SHA-256 of 64 hexadecimal digits");
        Require(session.CallCount is >= 0 and < 1L << 38, $"{pointer}/callCount", "is negative or too large");
        var data = new SessionData
        {
            User = new UserIdentity(session.UserName, session.FullName, session.Groups) { OwnGroups = session.OwnGroups, RoleId = session.RoleId },
            Locale = session.Locale,
            MessageLocale = session.MessageLocale,
            ExtensionSession = session.ExtensionSession,
            IsAdministrator = session.Administrator,
            Door = session.Door,
            IpAddress = session.IpAddress,
            UserAgent = session.UserAgent,
        };
        var made = new Session { Key = session.Key, Data = data, LoginTime = session.LoginTime.UtcDateTime, LastActiveTime = session.LastActiveTime?.UtcDateTime ?? default, CallCount = session.CallCount };
        return new SavedSession(made, session.Owner, session.Idle, session.Age, session.TokenHashes);
    });

    public static IReadOnlyList<SavedTicket> ToTickets(Snapshot snapshot) => Each(snapshot.Tickets, "#/tickets", static (ticket, pointer) =>
    {
        Require(SavedTicket.IsHash(ticket.Hash), $"{pointer}/hash", "is no SHA-256 of 64 hexadecimal digits");
        Require(ticket.ExpiresIn <= TimeSpan.FromDays(1), $"{pointer}/expiresIn", "is longer than a day");
        return new SavedTicket(ticket.Hash, new TicketGrant(ticket.Purpose, ticket.SessionKey, ticket.UserName), ticket.ExpiresIn);
    });

    private static Account ToAccount(SnapshotUser user, string pointer) => new()
    {
        Name = ToName(user.Name, $"{pointer}/name"),
        FullName = user.FullName,
        Groups = user.Groups,
        IsDisabled = user.Disabled,
        Password = user.PasswordHash is { } hash ? StoredPassword.TryDecode(hash) ?? throw new SnapshotException($"{pointer}/passwordHash", "is no hash of a password") : null,
        Certificate = user.Certificate is { } pem ? ToCertificate(pem, $"{pointer}/certificate") : null,
    };

    private static Group ToGroup(SnapshotGroup group, string pointer) =>
        new(ToName(group.Name, $"{pointer}/name"), Each(group.Groups, $"{pointer}/groups", ToName));

    private static X509Certificate2 ToCertificate(string pem, string pointer)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            throw new SnapshotException(pointer, "is no certificate in PEM form");
        }
    }

    private static Role ToRole(RoleInfo role, string pointer)
    {
        Require(role.Id > 0, $"{pointer}/id", "is not above zero");
        Require(!string.IsNullOrWhiteSpace(role.Name), $"{pointer}/name", "is empty");
        return Role.Custom(role.Id, role.Name, role.Privileges);
    }

    private static SavedExtension ToExtension(SnapshotExtension extension, string pointer)
    {
        if (ExtensionDirectory.KeyProblem(extension.Key) is { } problem)
            throw new SnapshotException($"{pointer}/key", problem);
        Require(extension.CertificateHash is null || CertificateHash.TryParse(extension.CertificateHash) is not null, $"{pointer}/certificateHash", "is no SHA-256 of 64 hexadecimal digits");
        return new SavedExtension
        {
            Key = extension.Key,
            Label = extension.Label,
            Summary = extension.Summary,
            Version = extension.Version,
            Company = extension.Company,
            SubjectName = extension.SubjectName,
            Certificate = extension.CertificateHash,
            ServiceAccount = extension.ServiceAccount,
            RoleId = extension.RoleId,
            IsDeclared = extension.Declared,
        };
    }

    private static List<TResult> Each<T, TResult>(IReadOnlyList<T> values, string pointer, Func<T, string, TResult> read)
    {
        var results = new List<TResult>(values.Count);
        for (var i = 0; i < values.Count; i++)
            results.Add(read(values[i], $"{pointer}/{i}"));
        return results;
    }

    private static void Require(bool isRight, string pointer, string detail)
    {
        if (!isRight)
            throw new SnapshotException(pointer, detail);
    }
}
