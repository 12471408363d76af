using System.Collections.Frozen;

namespace VimSessionService.Core.Directory.Permissions;

/// <summary>The roles that every server has (docs/facts/privileges-and-events.md).</summary>
internal static class SystemRoles
{
    /// <summary>Besides cryptography, what would let hosts or their users get at keys.</summary>
    private static readonly string[] NearCryptography =
        ["Global.Diagnostics", "Host.Inventory.AddHostToCluster", "Host.Inventory.AddStandaloneHost", "Host.Local.ManageUserGroups"];

    /// <summary>No privilege at all.</summary>
    public static Role NoAccess { get; } = Make(-5, "NoAccess", "No access", "Takes away what other permissions grant", []);

    /// <summary>Somebody who is not logged in.</summary>
    public static Role Anonymous { get; } = Make(
        -4, "Anonymous", "Anonymous", "Not logged in (cannot be granted)", [Privileges.SystemAnonymous]);

    /// <summary>Sees that objects exist.</summary>
    public static Role View { get; } = Make(
        -3, "View", "View", "Sees that objects exist (cannot be granted)", [Privileges.SystemAnonymous, Privileges.SystemView]);

    /// <summary>Sees objects with their details.</summary>
    public static Role ReadOnly { get; } = Make(
        -2, "ReadOnly", "Read-only", "Sees objects with their details and changes nothing", [Privileges.SystemAnonymous, Privileges.SystemRead, Privileges.SystemView]);

    /// <summary>Every privilege.</summary>
    public static Role Admin { get; } = Make(-1, "Admin", "Administrator", "Full access", Privileges.All, isFull: true);

    /// <summary>Every privilege but those of cryptography and those that lead to it.</summary>
    public static Role NoCryptoAdmin { get; } = Make(
        -6,
        "NoCryptoAdmin",
        "No cryptography administrator",
        "Full access except to cryptographic operations",
        AllBut("Cryptographer.").Except(NearCryptography),
        isFull: true);

    /// <summary>The privileges of trusted infrastructure, besides those of every role.</summary>
    public static Role TrustedAdmin { get; } = Make(
        -7,
        "TrustedAdmin",
        "Trusted infrastructure administrator",
        "Full access to trusted infrastructure",
        Privileges.All.Where(id => id.StartsWith("TrustedAdmin.", StringComparison.Ordinal))
            .Concat([Privileges.SystemAnonymous, Privileges.SystemRead, Privileges.SystemView]));

    /// <summary>Every privilege but those of trusted infrastructure.</summary>
    public static Role NoTrustedAdmin { get; } = Make(
        -8, "NoTrustedAdmin", "No trusted infrastructure administrator", "Full access except to trusted infrastructure", AllBut("TrustedAdmin."), isFull: true);

    /// <summary>All of them, by their ids, in which order servers list them.</summary>
    public static IReadOnlyList<Role> All { get; } =
        Array.AsReadOnly([NoTrustedAdmin, TrustedAdmin, NoCryptoAdmin, NoAccess, Anonymous, View, ReadOnly, Admin]);

    /// <summary>The role of an id; null when it is none of the system's.</summary>
    internal static Role? Find(int roleId) => ById.GetValueOrDefault(roleId);

    /// <summary>The role of a name, without regard to case; null when it is none of the system's.</summary>
    internal static Role? Find(string name) => ByName.GetValueOrDefault(name);

    private static FrozenDictionary<int, Role> ById { get; } = All.ToFrozenDictionary(role => role.RoleId);

    private static FrozenDictionary<string, Role> ByName { get; } = All.ToFrozenDictionary(role => role.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a role that is always there; a full one has what extensions bring too.</summary>
    private static Role Make(int roleId, string name, string label, string summary, IEnumerable<string> privileges, bool isFull = false) =>
        new(roleId, name, label, summary, IsSystem: true, PrivilegeSet.Of(privileges, isFull));

    private static IEnumerable<string> AllBut(string prefix) =>
        Privileges.All.Where(id => !id.StartsWith(prefix, StringComparison.Ordinal));
}
