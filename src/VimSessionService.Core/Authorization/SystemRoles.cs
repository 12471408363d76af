using System.Collections.Frozen;

namespace VimSessionService.Core.Authorization;

/// <summary>The roles that every server has (wire.md §6).</summary>
public static class SystemRoles
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
    public static Role Admin { get; } = Make(-1, "Admin", "Administrator", "Full access", Privileges.All);

    /// <summary>Every privilege but those of cryptography and those that lead to it.</summary>
    public static Role NoCryptoAdmin { get; } = Make(
        -6,
        "NoCryptoAdmin",
        "No cryptography administrator",
        "Full access except to cryptographic operations",
        AllBut("Cryptographer.").Except(NearCryptography));

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
        -8, "NoTrustedAdmin", "No trusted infrastructure administrator", "Full access except to trusted infrastructure", AllBut("TrustedAdmin."));

    /// <summary>All of them, by their ids, in which order servers list them.</summary>
    public static IReadOnlyList<Role> All { get; } =
        Array.AsReadOnly([NoTrustedAdmin, TrustedAdmin, NoCryptoAdmin, NoAccess, Anonymous, View, ReadOnly, Admin]);

    /// <summary>All of them, with privileges that extensions added; those of full access have them.</summary>
    internal static IEnumerable<Role> With(IReadOnlyCollection<string> added) => All.Select(role =>
        added.Count > 0 && (role == Admin || role == NoCryptoAdmin || role == NoTrustedAdmin)
            ? role with { Privileges = role.Privileges.Concat(added).ToFrozenSet(StringComparer.Ordinal) }
            : role);

    private static Role Make(int roleId, string name, string label, string summary, IEnumerable<string> privileges) =>
        new(roleId, name, label, summary, IsSystem: true, privileges.ToFrozenSet(StringComparer.Ordinal));

    private static IEnumerable<string> AllBut(string prefix) =>
        Privileges.All.Where(id => !id.StartsWith(prefix, StringComparison.Ordinal));
}
