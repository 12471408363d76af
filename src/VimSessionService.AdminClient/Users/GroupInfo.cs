namespace VimSessionService.AdminClient.Users;

/// <summary>A group. One that was created or changed by a request is there until it is deleted, another one as long as an account is in it or a permission names it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Members">The accounts that are in it.</param>
/// <param name="MemberGroups">The groups that are in it: who is in one of these is in this one too.</param>
public sealed record GroupInfo(string Name, IReadOnlyList<string> Members, IReadOnlyList<string> MemberGroups);

/// <summary>The groups.</summary>
/// <param name="Groups">The groups.</param>
public sealed record GroupList(IReadOnlyList<GroupInfo> Groups);

/// <summary>A group to create, or what a group is to be.</summary>
public sealed record GroupSetting
{
    /// <summary>The name: <c>operators@vsphere.local</c>, <c>VSPHERE.LOCAL\operators</c>, or a name alone for a group of the server itself.</summary>
    public required string Name { get; init; }

    /// <summary>The accounts that are in it.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>The groups that are in it.</summary>
    public IReadOnlyList<string>? MemberGroups { get; init; }

    /// <summary>The role on everything, such as <c>Admin</c> or <c>ReadOnly</c>; null for no permission.</summary>
    public string? Role { get; init; }
}

/// <summary>Changes who is in a group.</summary>
public sealed record GroupChange
{
    /// <summary>Accounts that come into it.</summary>
    public IReadOnlyList<string>? Add { get; init; }

    /// <summary>Groups that come into it.</summary>
    public IReadOnlyList<string>? AddGroups { get; init; }

    /// <summary>Accounts that go.</summary>
    public IReadOnlyList<string>? Remove { get; init; }

    /// <summary>Groups that go.</summary>
    public IReadOnlyList<string>? RemoveGroups { get; init; }
}
