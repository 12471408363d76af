using VimSessionService.Core.Directory.Users;
using VimSessionService.Options;
using VimSessionService.Testing;
using VimSessionService.UsersFile;

namespace VimSessionService.Tests.UsersFile;

[Collection(AloneCollection.Name)]
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

    [Fact]
    public void A_problem_of_a_very_long_name_is_a_message_that_can_be_read()
    {
        var refused = Assert.Throws<UsersFileException>(() => Read($$"""{"Users":[{"Name":"{{new string('a', 1_000_000)}}"}]}"""));

        Assert.InRange(refused.Message.Length, 1, 2_000);
        Assert.EndsWith("is no user name. Write user, user@domain or DOMAIN\\user.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n\"users\": [\n  {\"name\": oops}\n]}", "line 3, column 12: this is not JSON. Correct it there.")]
    [InlineData("{\n\"users\": [\n  {\"name\": \"a\", \"passwrod\": \"hunter2\"}\n]}", "line 3, column 29: 'users:0:passwrod' is not known. Users is a list of objects with Name, Password, PasswordHash, Certificate, FullName, Role, Groups.")]
    [InlineData("{\n\"users\": [\n  {\"name\": \"a\",\n\"password\": \"x\"},\n  {\"name\": \"b\"}\n]}", "line 5, column 3: 'b' needs either a Password or a PasswordHash, or else a Certificate.")]
    [InlineData("{\n\"roles\": [ {\"name\": \"Admin\"} ]}", "line 2, column 12: there is already a role 'Admin'. Give this one another Name; the built-in ones cannot be changed.")]
    [InlineData("{\n\"permissions\": [\n\n {\"role\": \"Admin\"} ]}", "line 4, column 2: the permission has no Principal. Name a user or a group.")]
    [InlineData("\uFEFF{\n\"permissions\": [\n {\"principal\": \"a\", \"role\": \"Admin\", \"group\": 7} ]}", "line 3, column 47: 'permissions:0:group' is neither true nor false.")]
    [InlineData("{\"Users\":[{}]}", "line 1, column 11: 'Users:0' is empty. Give it at least a Name, or leave it out.")]
    [InlineData("{\"Users\":{}}", "line 1, column 10: 'Users' has to be a list, in brackets, of objects with Name, Password, PasswordHash, Certificate, FullName, Role, Groups.")]
    [InlineData("{\"Users\":[null]}", "line 1, column 11: 'Users:0' has to be an object, in braces, with Name, Password, PasswordHash, Certificate, FullName, Role, Groups.")]
    [InlineData("[null]", "line 1, column 1: the file has to be an object, in braces. Correct it there.")]
    [InlineData("null", "line 1, column 1: the file has to be an object, in braces. Correct it there.")]
    [InlineData("{\"Accounts\":[]}", "line 1, column 13: 'Accounts' is not known. A users file has Users, Roles, Permissions, Extensions.")]
    [InlineData("{\"Users\":[{\"Name\":\"a\",\"name\":\"b\"}]}", "line 1, column 23: 'name' is there twice. Leave one of the two out.")]
    [InlineData("{\"Users\":[{\"Name\":\"a\\uD800\",\"Password\":\"x\"}]}", "line 1, column 19: a surrogate (\\uD800 to \\uDFFF) has no partner. Write the pair, or the character itself.")]
    [InlineData("{\"Users\":[{\"Name\":\"a\",\"Password\":5}]}", "line 1, column 34: 'Users:0:Password' has to be a text, in quotation marks.")]
    [InlineData("{\"Users\":[{\"Name\":\"a\",\"Password\":\"x\",\"Role\":\"Admni\"}]}", "line 1, column 11: 'a' has the unknown role 'Admni'. Did you mean Admin?")]
    [InlineData("", "line 1, column 1: this is not JSON. Correct it there.")]
    public void What_is_wrong_is_told_by_file_line_and_column(string json, string problem) =>
        Assert.Equal($"{Path.Combine(_directory.Path, "users.json")}, {problem}", Problem(json));

    [Fact]
    public void Text_that_is_not_utf_8_is_refused_with_its_place()
    {
        var path = Path.Combine(_directory.Path, "users.json");
        File.WriteAllBytes(path, [.. "{\n\"Users\":[{\"Name\":\""u8, 0xE4, .. "\"}]}"u8]);

        Assert.Equal($"{path}, line 2, column 19: this is not UTF-8. Save the file in that encoding.", Assert.Throws<UsersFileException>(() => UsersFileReader.Read(path, new Accounts())).Message);
    }

    [Fact]
    public void A_file_may_name_its_schema() =>
        Assert.Single(Read("""{ "$schema": "http://127.0.0.1:8989/users-file.schema.json", "users": [ { "name": "alice", "password": "x" } ] }""").Users);

    [Fact]
    public void A_file_without_entries_declares_nobody() => Assert.Empty(Read("""{ "users": [], "roles": [] }""").Users);

    [Theory]
    [InlineData("missing", "it does not exist")]
    [InlineData("directory", "it is a directory")]
    [InlineData("pipe", "it is not a regular file")]
    [InlineData("link", "it is a link to a file that does not exist")]
    [InlineData("giant", "it is larger than 16777216 bytes")]
    public void A_file_that_cannot_be_read_is_refused_at_once(string kind, string reason)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "named pipes and their status are asked for on Linux");
        var path = Path.Combine(_directory.Path, kind);
        switch (kind)
        {
            case "directory":
                Directory.CreateDirectory(path);
                break;
            case "pipe":
                System.Diagnostics.Process.Start("mkfifo", path).WaitForExit();
                break;
            case "link":
                File.CreateSymbolicLink(path, Path.Combine(_directory.Path, "nowhere"));
                break;
            case "giant":
                using (var giant = File.Create(path))
                    giant.SetLength(16L * 1024 * 1024 * 1024);
                break;
        }

        Assert.Equal(
            $"{path} cannot be read: {reason}. Name a file that exists and that this user may read.",
            Assert.Throws<UsersFileException>(() => UsersFileReader.Read(path, new Accounts())).Message);
    }

    [Theory]
    [InlineData("nothing", "it holds no certificate")]
    [InlineData("\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "the certificate in line 2 is damaged")]
    [InlineData(null, "it does not exist")]
    public void A_certificate_that_cannot_be_used_is_told_with_its_reason(string? content, string reason)
    {
        var file = content is null ? Path.Combine(_directory.Path, "nowhere.pem") : _directory.Write("a.pem", content);

        Assert.EndsWith(
            $"line 1, column 14: the Certificate '{file}' of 'a' cannot be used: {reason}. Name a PEM file with a certificate that this user may read.",
            Problem($$"""{ "users": [ { "name": "a", "certificate": "{{file}}" } ] }"""), StringComparison.Ordinal);
        Assert.EndsWith(
            $"line 1, column 19: the Certificate '{file}' of 'b' cannot be used: {reason}. Name a PEM file with a certificate that this user may read.",
            Problem($$"""{ "extensions": [ { "key": "b", "certificate": "{{file}}" } ] }"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_takes_time_in_proportion_to_the_file()
    {
        // The larger size is read with hardly a garbage collection, as the smaller is: a thousand users allocate about what fits between two of them.
        Growth.AssertLinear("users", UsersJson, json => UsersFileReader.Read(json, new Accounts()), 250);
        Growth.AssertLinear("roles and permissions", RolesJson, json => UsersFileReader.Read(json, new Accounts()), 250);

        Growth.AssertLinear("users without permission and odd names", n => _directory.Write($"odd-{n}.json", $$"""{"users":[{{string.Join(',', Enumerable.Range(0, n).Select(static i => $$"""{"name":"user{{i}}","password":"x","groups":["a","b"]}"""))}}]}"""), json => UsersFileReader.Load(json, new Accounts()), 250);

        string UsersJson(int n) => _directory.Write($"users-{n}.json", $$"""{"Users":[{{string.Join(',', Enumerable.Range(0, n).Select(static i => $$"""{"Name":"user{{i}}","Password":"x","Role":"ReadOnly","Groups":["a","b"]}"""))}}]}""");

        string RolesJson(int n) => _directory.Write($"roles-{n}.json", $$"""
            {"Roles":[{{string.Join(',', Enumerable.Range(0, n).Select(static i => $$"""{"Name":"role{{i}}","Privileges":["System.View"]}"""))}}],
             "Permissions":[{{string.Join(',', Enumerable.Range(0, n).Select(static i => $$"""{"Principal":"user{{i}}","Role":"role{{i}}"}"""))}}]}
            """);
    }

    [Theory]
    [InlineData("""{ "roles": [ { "name": "a", "privileges": ["Sessions.TerminateSesion"] } ] }""", "Roles[0]: 'a' has the privilege 'Sessions.TerminateSesion', which a vCenter does not have. Did you mean Sessions.TerminateSession or Sessions.ValidateSession?")]
    [InlineData("""{ "users": [ { "name": "alice", "password": "x" } ], "permissions": [ { "principal": "alcie", "role": "Admin" } ] }""", "Permissions[0]: no user of the name 'alcie' is declared. Did you mean alice?")]
    [InlineData("""{ "users": [ { "name": "alice", "password": "x", "groups": ["ops"] } ], "permissions": [ { "principal": "ops", "role": "Admin" } ] }""", "Permissions[0]: no user of the name 'ops' is declared.")]
    public void What_is_odd_is_told_with_the_nearest_names(string json, string warning) =>
        Assert.Equal(warning, Assert.Single(AccountsValidator.Warnings(Read(json))).ToString());

    [Fact]
    public void What_is_odd_is_told_with_its_place()
    {
        var path = _directory.Write("users.json", """
            { "Users": [ { "Name": "alice", "Password": "x", "Role": "Admin" } ],
              "Roles": [ { "Name": "a", "Privileges": ["Sessions.TerminateSesion"] } ],
              "Permissions": [ { "Principal": "alcie", "Role": "Admin" } ] }
            """);

        Assert.Equal(
            [
                $"{path}, line 2, column 14: 'a' has the privilege 'Sessions.TerminateSesion', which a vCenter does not have. Did you mean Sessions.TerminateSession or Sessions.ValidateSession?",
                $"{path}, line 3, column 20: no user of the name 'alcie' is declared. Did you mean alice?",
            ],
            UsersFileReader.Load(path, new Accounts()).Warnings);
    }

    [Fact]
    public void A_permission_for_a_user_of_the_options_is_not_odd()
    {
        var beside = new Accounts { Users = [new UserEntry { Name = "root", Password = "x", Groups = ["ops"] }] };
        var path = _directory.Write("users.json", """{ "Permissions": [ { "Principal": "root", "Role": "Admin" }, { "Principal": "OPS", "Group": true, "Role": "Admin" } ] }""");

        Assert.Empty(UsersFileReader.Load(path, beside).Warnings);
        Assert.Null(AccountsValidator.WithoutPermission(beside, UsersFileReader.Read(path, beside)));
    }

    [Fact]
    public void Users_without_any_permission_are_named()
    {
        var path = _directory.Write("users.json", """
            { "Users": [
                { "Name": "alice", "Password": "x", "Role": "Admin" },
                { "Name": "bob", "Password": "x", "Groups": ["ops"] },
                { "Name": "carol@vsphere.local", "Password": "x" },
                { "Name": "dave", "Password": "x" },
                { "Name": "eve", "Password": "x", "Groups": ["guests"] } ],
              "Permissions": [ { "Principal": "OPS", "Group": true, "Role": "ReadOnly" }, { "Principal": "dave", "Role": "ReadOnly" } ] }
            """);

        Assert.Equal(
            $"{path}, line 4, column 5: no Role and no permission, of their own or of a group, have carol@vsphere.local, eve. They cannot log in: NoPermission. Give them a Role, or a permission in Permissions.",
            Assert.Single(UsersFileReader.Load(path, new Accounts()).Warnings));
    }

    [Fact]
    public void Of_many_users_without_permission_twenty_are_named()
    {
        var many = new Accounts { Users = [.. Enumerable.Range(0, 1_000).Select(static i => new UserEntry { Name = $"user{i}", Password = "x" })] };

        Assert.Contains("user18, user19 and 980 others. They", AccountsValidator.WithoutPermission(many)!.Text, StringComparison.Ordinal);
    }

    /// <summary>JSON Schema knows no names without regard to case, so an editor marks what the service takes; the service says so.</summary>
    [Fact]
    public void Names_in_another_case_than_in_the_schema_are_taken_with_a_warning()
    {
        var path = _directory.Write("users.json", """{ "Users": [ { "name": "alice", "password": "x", "ROLE": "Admin" } ] }""");

        Assert.Equal(
            $"{path}, line 1, column 24: 'name' is taken for 'Name'. Editors that check the file by its schema mark it: write Name, and all other names as in the schema.",
            Assert.Single(UsersFileReader.Load(path, new Accounts()).Warnings));
    }

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
