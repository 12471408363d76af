using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Users;
using VimSessionService.Hosting;
using VimSessionService.UsersFile;

namespace VimSessionService.Tests.Hosting;

/// <summary>A reload of the users file replaces what was declared; what was changed through the API stays as it was left there.</summary>
public sealed class AccountBindingTests : IDisposable
{
    private const string Before = """
        {
          "users": [ { "name": "root", "password": "x", "role": "Admin" }, { "name": "alice", "password": "x", "role": "Watchers" }, { "name": "bob", "password": "x", "role": "ReadOnly" } ],
          "roles": [ { "name": "Watchers", "privileges": [ "Global.LogEvent" ] } ]
        }
        """;

    private const string After = """
        {
          "users": [ { "name": "root", "password": "x", "role": "Admin" }, { "name": "alice", "password": "x", "role": "Watchers" }, { "name": "bob", "password": "x", "role": "Admin" }, { "name": "carol", "password": "x", "role": "Helpers" } ],
          "roles": [ { "name": "Helpers", "privileges": [] }, { "name": "Watchers", "privileges": [ "Global.Settings" ] } ]
        }
        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();
    private readonly AccountSource _source;
    private readonly AccountBinding _binding;

    public AccountBindingTests()
    {
        var path = _directory.Write("users.json", Before);
        _source = new AccountSource(new Accounts(), path, _time, NullLogger<AccountSource>.Instance);
        _binding = new AccountBinding(_source);
    }

    public void Dispose()
    {
        _source.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void What_is_declared_anew_comes_into_force_and_roles_keep_their_ids()
    {
        var watchers = _binding.Roles.Find("Watchers")!.RoleId;
        Reload();
        Assert.Equal(watchers, _binding.Roles.Find("Watchers")!.RoleId);
        Assert.Contains("Global.Settings", _binding.Roles.Find("Watchers")!.Privileges.AsEnumerable());
        Assert.Equal(watchers, RoleOf("alice"));
        Assert.Equal(-1, RoleOf("bob"));
        Assert.Equal(_binding.Roles.Find("Helpers")!.RoleId, RoleOf("carol"));
    }

    [Fact]
    public void What_the_api_made_stays()
    {
        var role = _binding.Roles.Add("Made", []);
        _binding.Permissions.Set(new(AccountName.Parse("bob"), IsGroup: false, role.RoleId));
        _binding.Permissions.Remove(AccountName.Parse("alice"), isGroup: false);
        Reload();
        Assert.Equal(role, _binding.Roles.Find("Made"));
        Assert.Equal(role.RoleId, RoleOf("bob"));
        Assert.Null(RoleOf("alice"));
    }

    [Fact]
    public void A_declared_role_that_the_api_removed_stays_removed_with_what_granted_it()
    {
        var watchers = _binding.Roles.Find("Watchers")!.RoleId;
        _binding.Permissions.RemoveWhere(entry => entry.RoleId == watchers);
        _binding.Roles.Remove(watchers);
        Reload();
        Assert.Null(_binding.Roles.Find("Watchers"));
        Assert.Null(RoleOf("alice"));
        Assert.NotNull(RoleOf("carol"));
    }

    [Fact]
    public void A_permission_of_the_apis_goes_with_a_role_that_is_declared_no_more()
    {
        _binding.Permissions.Set(new(AccountName.Parse("bob"), IsGroup: false, _binding.Roles.Find("Watchers")!.RoleId));
        Reload("""{ "users": [ { "name": "root", "password": "x", "role": "Admin" } ] }""");
        Assert.Equal("root", Assert.Single(_binding.Permissions.All).Principal.Name);
    }

    private int? RoleOf(string user) => _binding.Permissions.Find(AccountName.Parse(user), isGroup: false)?.RoleId;

    private void Reload(string content = After)
    {
        _directory.Write("users.json", content);
        _time.Advance(AccountSource.Tick);
        _time.Advance(AccountSource.Tick);
        Assert.Equal(content.Contains("carol", StringComparison.Ordinal), _binding.Accounts.Find("carol") is not null);
    }
}
