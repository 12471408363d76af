using VimSessionService.Core.Users;
using VimSessionService.UsersFile;

namespace VimSessionService.Tests.UsersFile;

public sealed class UsersFileReaderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Users_roles_and_permissions_are_read_in_any_case_of_letters()
    {
        var hash = PasswordHash.Create("x", iterations: 1000).Encode();
        var accounts = Read($$"""
            {
              // Whoever may end sessions.
              "users": [
                { "name": "alice@vsphere.local", "passwordHash": "{{hash}}", "fullName": "Alice", "groups": ["ops"] },
                { "Name": "bob", "Password": "secret", "Role": "ReadOnly" },
              ],
              "roles": [ { "name": "Terminator", "privileges": ["Sessions.TerminateSession", "System.View"] } ],
              "permissions": [ { "principal": "ops", "group": true, "role": "Terminator", "propagate": false } ],
            }
            """);

        Assert.Equal(["alice@vsphere.local", "bob"], accounts.Users.Select(u => u.Name));
        Assert.True(accounts.Users[0] is { Password: null, FullName: "Alice", Role: null, Groups: ["ops"] });
        Assert.Equal(hash, accounts.Users[0].PasswordHash);
        Assert.True(accounts.Users[1] is { Password: "secret", Role: "ReadOnly", Groups: [] });
        Assert.Equal(["Sessions.TerminateSession", "System.View"], Assert.Single(accounts.Roles).Privileges);
        Assert.True(Assert.Single(accounts.Permissions) is { Principal: "ops", Group: true, Role: "Terminator", Propagate: false });
    }

    [Theory]
    [InlineData("{\n\"users\": [\n  {\"name\": oops}\n]}", "line 3: this is not JSON. Correct it there.")]
    [InlineData("{\n\"users\": [\n  {\"name\": \"a\", \"passwrod\": \"hunter2\"}\n]}", "line 3: 'users:0:passwrod' is not known. users is a list of objects with Name, Password, PasswordHash, Certificate, FullName, Role, Groups.")]
    [InlineData("{\n\"users\": [\n  {\"name\": \"a\",\n\"password\": \"x\"},\n  {\"name\": \"b\"}\n]}", "line 5: 'b' needs either a Password or a PasswordHash, or else a Certificate.")]
    [InlineData("{\n\"roles\": [ {\"name\": \"Admin\"} ]}", "line 2: there is already a role 'Admin'. Give this one another Name; the built-in ones cannot be changed.")]
    [InlineData("{\n\"permissions\": [\n\n {\"role\": \"Admin\"} ]}", "line 4: the permission has no Principal. Name a user or a group.")]
    [InlineData("\uFEFF{\n\"permissions\": [\n {\"principal\": \"a\", \"role\": \"Admin\", \"group\": 7} ]}", "line 3: 'permissions:0:group' is neither true nor false.")]
    public void What_is_wrong_is_told_by_file_and_line(string json, string problem) =>
        Assert.Equal($"{Path.Combine(_directory.Path, "users.json")}, {problem}", Problem(json));

    [Theory]
    [InlineData("[]")]
    [InlineData("""{ "listen": ":1" }""")]
    [InlineData("""{ "users": "alice" }""")]
    [InlineData("""{ "users": [ { "name": "a", "name": "b", "password": "hunter2" } ] }""")]
    public void Other_files_are_refused_by_name_and_without_their_secrets(string json)
    {
        var problem = Problem(json);

        Assert.StartsWith(Path.Combine(_directory.Path, "users.json"), problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void It_may_use_the_roles_of_the_options_but_not_their_names()
    {
        var beside = new Accounts { Roles = [new RoleEntry { Name = "Ops" }], Users = [new UserEntry { Name = "root", Password = "x" }] };

        Assert.Single(Read("""{ "users": [ { "name": "alice", "password": "x", "role": "ops" } ] }""", beside).Users);
        Assert.Contains("there is already a user 'Root'", Problem("""{ "users": [ { "name": "Root", "password": "x" } ] }""", beside), StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_the_options_use_has_to_be_there()
    {
        var beside = new Accounts { Users = [new UserEntry { Name = "root", Password = "x", Role = "Ops" }] };

        Assert.Single(Read("""{ "roles": [ { "name": "Ops" } ] }""", beside).Roles);
        Assert.Contains("does not go with the options. Users[0]: 'root' has the unknown role 'Ops'.", Problem("{}", beside), StringComparison.Ordinal);
    }

    private Accounts Read(string json, Accounts? beside = null) => UsersFileReader.Read(_directory.Write("users.json", json), beside ?? new Accounts());

    private string Problem(string json, Accounts? beside = null) => Assert.Throws<UsersFileException>(() => Read(json, beside)).Message;
}
