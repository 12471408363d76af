using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Tests.Directory;

/// <summary>Users, groups, roles and permissions that a reload brings are there all at once.</summary>
public sealed class ServiceDirectoryTests
{
    private static readonly AccountName Joe = AccountName.Parse("joe");

    private readonly ServiceDirectory _directory = new(new FakeTimeProvider());

    [Fact]
    public void Whoever_is_told_of_a_change_of_one_part_sees_the_others_changed_too()
    {
        Declare(1);
        var seen = new List<(int, int, int)>();
        _directory.Roles.Changed += () => seen.Add(Seen());
        _directory.Permissions.Changed += () => seen.Add(Seen());
        _directory.Accounts.Changed += () => seen.Add(Seen());
        Declare(2);
        Assert.Equal([(2, 2, 2), (2, 2, 2), (2, 2, 2)], seen);

        (int, int, int) Seen() => (
            int.Parse(_directory.Accounts.Find(Joe)!.Identity.FullName, null),
            _directory.Roles.Find("role 2") is null ? 1 : 2,
            _directory.Roles.Find(_directory.Permissions.Find(Joe, isGroup: false)!.RoleId)?.Name == "role 2" ? 2 : 1);
    }

    /// <summary>In one state joe has privilege A by a group that has role A, in the other B by a group that has role B.</summary>
    [Fact]
    public async Task A_check_never_sees_new_roles_with_old_users()
    {
        using var authorizer = new InventoryAuthorizer(_directory, new InventoryTree(World.RootFolder, "Datacenters"));
        using var stop = new CancellationTokenSource();
        DeclareGroups("A");
        var reloads = Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
                DeclareGroups(i % 2 == 0 ? "B" : "A");
            stop.Cancel();
        }, TestContext.Current.CancellationToken);
        var checks = 0;
        while (!stop.IsCancellationRequested)
        {
            // The identity is taken anew for each check, as by a login.
            var identity = new UserIdentity("joe", "joe", ["group A", "group B"]);
            var privileges = authorizer.GrantOf(identity, World.RootFolder).Privileges;
            Assert.True(privileges.Contains(Privileges.GlobalSettings) != privileges.Contains(Privileges.GlobalLogEvent));
            checks++;
        }

        await reloads;
        Assert.True(checks > 0);
    }

    [Fact]
    public void A_declaration_that_cannot_be_changes_nothing()
    {
        Declare(1);
        Assert.Throws<ArgumentException>(() => _directory.Declare(new DirectoryDeclaration
        {
            Accounts = [new Account { Name = AccountName.Parse("jim") }],
            Roles = [new DeclaredRole("twice", []), new DeclaredRole("Twice", [])],
        }));
        Assert.NotNull(_directory.Accounts.Find(Joe));
        Assert.Null(_directory.Accounts.Find("jim"));
    }

    private void Declare(int number) => _directory.Declare(new DirectoryDeclaration
    {
        Accounts = [new Account { Name = Joe, FullName = $"{number}" }],
        Roles = [new DeclaredRole($"role {number}", [])],
        Permissions = [new DeclaredPermission(Joe, IsGroup: false, $"role {number}")],
    });

    private void DeclareGroups(string letter) => _directory.Declare(new DirectoryDeclaration
    {
        Accounts = [new Account { Name = Joe, Groups = [$"group {letter}"] }],
        Roles = [new DeclaredRole("role", [letter == "A" ? Privileges.GlobalSettings : Privileges.GlobalLogEvent])],
        Permissions = [new DeclaredPermission(AccountName.Parse($"group {letter}"), IsGroup: true, "role")],
    });
}
