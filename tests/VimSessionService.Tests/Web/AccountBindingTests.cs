using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Options;
using VimSessionService.UsersFile;
using VimSessionService.Web;

namespace VimSessionService.Tests.Web;

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
        _binding = new AccountBinding(_source, TimeProvider.System);
    }

    public void Dispose()
    {
        _source.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void What_is_declared_anew_comes_into_force_and_roles_keep_their_ids()
    {
        var watchers = _binding.Directory.Roles.Find("Watchers")!.RoleId;
        Reload();
        Assert.Equal(watchers, _binding.Directory.Roles.Find("Watchers")!.RoleId);
        Assert.Contains("Global.Settings", _binding.Directory.Roles.Find("Watchers")!.Privileges.AsEnumerable());
        Assert.Equal(watchers, RoleOf("alice"));
        Assert.Equal(-1, RoleOf("bob"));
        Assert.Equal(_binding.Directory.Roles.Find("Helpers")!.RoleId, RoleOf("carol"));
    }

    [Fact]
    public void Root_of_a_host_is_named_Administrator()
    {
        var host = new AccountBinding(_source, TimeProvider.System, isHost: true);
        Assert.Equal("Administrator", host.Directory.Accounts.Find("root")!.Identity.FullName);
        Assert.Equal("alice", host.Directory.Accounts.Find("alice")!.Identity.FullName);
        Assert.Equal("root", _binding.Directory.Accounts.Find("root")!.Identity.FullName);
    }

    [Fact]
    public void What_the_api_made_stays()
    {
        var role = _binding.Directory.Roles.Add("Made", []);
        _binding.Directory.Permissions.Set(new(AccountName.Parse("bob"), IsGroup: false, role.RoleId));
        _binding.Directory.Permissions.Remove(AccountName.Parse("alice"), isGroup: false);
        Reload();
        Assert.Equal(role, _binding.Directory.Roles.Find("Made"));
        Assert.Equal(role.RoleId, RoleOf("bob"));
        Assert.Null(RoleOf("alice"));
    }

    [Fact]
    public void A_declared_role_that_the_api_removed_stays_removed_with_what_granted_it()
    {
        var watchers = _binding.Directory.Roles.Find("Watchers")!.RoleId;
        _binding.Directory.Permissions.RemoveWhere(entry => entry.RoleId == watchers);
        _binding.Directory.Roles.Remove(watchers);
        Reload();
        Assert.Null(_binding.Directory.Roles.Find("Watchers"));
        Assert.Null(RoleOf("alice"));
        Assert.NotNull(RoleOf("carol"));
    }

    [Fact]
    public void A_permission_of_the_apis_goes_with_a_role_that_is_declared_no_more()
    {
        _binding.Directory.Permissions.Set(new(AccountName.Parse("bob"), IsGroup: false, _binding.Directory.Roles.Find("Watchers")!.RoleId));
        Reload("""{ "users": [ { "name": "root", "password": "x", "role": "Admin" } ] }""");
        Assert.Equal("root", Assert.Single(_binding.Directory.Permissions.All).Principal.Name);
    }

    [Fact]
    public void Extensions_are_declared_anew_and_those_that_clients_registered_stay()
    {
        Reload(WithExtensions("""{ "key": "a", "version": "1", "subjectName": "CN=a", "role": "Watchers" }, { "key": "b" }"""));
        var watchers = _binding.Directory.Roles.Find("Watchers")!.RoleId;
        Assert.Equal(watchers, _binding.Directory.Extensions.Find("a")!.Identity.RoleId);
        Assert.Equal(-1, _binding.Directory.Extensions.Find("b")!.Identity.RoleId);
        _binding.Directory.Extensions.Register(_binding.Directory.Extensions.Find("a")!.Description with { Key = "client" });
        var told = 0;
        _binding.Directory.Extensions.Changed += () => told++;

        Reload(WithExtensions("""{ "key": "a", "version": "2", "name": "Another" }"""));
        Assert.Equal(1, told);
        Assert.Equal(["a", "client"], Keys());
        var changed = _binding.Directory.Extensions.Find("a")!;
        Assert.Equal(("2", "Another", null), (changed.Description.Version, changed.Description.Description.Label, changed.Description.SubjectName));
        Assert.Equal((true, -1), (changed.IsDeclared, changed.Identity.RoleId));

        Reload(WithExtensions("""{ "key": "client" }"""));
        Assert.Equal(["client"], Keys());
        Assert.True(_binding.Directory.Extensions.Find("client")!.IsDeclared); // what is declared goes before what a client registered
        Reload(WithExtensions(""));
        Assert.Empty(Keys());
    }

    [Fact]
    public void The_certificate_of_a_declared_extension_is_read_again_with_the_file()
    {
        var path = _directory.Write("extension.pem", "");
        using var first = Certificate("CN=first");
        using var second = Certificate("CN=second");
        File.WriteAllText(path, first.ExportCertificatePem());
        Reload(WithExtensions($$"""{ "key": "a", "certificate": "{{path}}" }"""));
        Assert.True(_binding.Directory.Extensions.Find("a")!.Certificate!.Matches(first));
        File.WriteAllText(path, second.ExportCertificatePem());
        Reload(WithExtensions($$"""{ "key": "a", "version": "2", "certificate": "{{path}}" }"""));
        Assert.True(_binding.Directory.Extensions.Find("a")!.Certificate!.Matches(second));
        Assert.False(_binding.Directory.Extensions.Find("a")!.Certificate!.Matches(first));
    }

    [Fact]
    public void A_file_whose_extensions_are_wrong_changes_nothing()
    {
        Reload(WithExtensions("""{ "key": "a" }"""));
        _directory.Write("users.json", WithExtensions("""{ "key": "two words" }""").Replace("carol", "dora", StringComparison.Ordinal));
        _time.Advance(AccountSource.Tick);
        _time.Advance(AccountSource.Tick);
        Assert.Equal(["a"], Keys());
        Assert.NotNull(_binding.Directory.Accounts.Find("carol"));
    }

    private static string WithExtensions(string extensions) =>
        After.Replace("\"roles\":", $"\"extensions\": [ {extensions} ], \"roles\":", StringComparison.Ordinal);

    private static X509Certificate2 Certificate(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
    }

    private string[] Keys() => [.. _binding.Directory.Extensions.All.Select(extension => extension.Description.Key)];

    private int? RoleOf(string user) => _binding.Directory.Permissions.Find(AccountName.Parse(user), isGroup: false)?.RoleId;

    private void Reload(string content = After)
    {
        _directory.Write("users.json", content);
        _time.Advance(AccountSource.Tick);
        _time.Advance(AccountSource.Tick);
        Assert.Equal(content.Contains("carol", StringComparison.Ordinal), _binding.Directory.Accounts.Find("carol") is not null);
    }
}
