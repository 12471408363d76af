using System.Net;
using VimSessionService.Core;
using VimSessionService.Testing;

namespace VimSessionService.Ldap.Tests;

/// <summary>The work on what an LDAP server answers grows with its size and no faster.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class GrowthTests : IAsyncDisposable
{
    private const string Name = "growth";
    private const string Dn = "uid=ada,dc=example,dc=com";

    /// <summary>What the entry of the user has n times, or n long; and n.</summary>
    private static readonly Dictionary<string, (Func<int, (string Name, string[] Values)[]> Make, int N)> Attributes = new(StringComparer.Ordinal)
    {
        ["groups"] = (n => [("memberOf", Many(n, i => $"cn=g{i},dc=example,dc=com"))], 250),
        ["groups of one name"] = (n => [("memberOf", Many(n, i => $"cn=g,ou=o{i}"))], 1_000),
        ["too many groups"] = (n => [("memberOf", Many(n, i => $"cn=g{i}"))], 1_100),
        ["the name of a group"] = (n => [("memberOf", [$"cn={new string('a', n)}"])], 15_000),
        ["escapes in the name of a group"] = (n => [("memberOf", [$"cn={string.Concat(Many(n, _ => "\\2c"))}"])], 5_000),
        ["quotes in the name of a group"] = (n => [("memberOf", [$"cn=\"{new string('a', n)}"])], 15_000),
        ["parts of the name of a group"] = (n => [("memberOf", ["cn=a" + string.Concat(Many(n, _ => "+b=c"))])], 4_000),
        ["names of the user"] = (n => [("sAMAccountName", Many(n, i => $"u{i}"))], 1_500),
        ["full names"] = (n => [("displayName", Many(n, _ => "a")), ("cn", [])], 3_000),
        ["the full name"] = (n => [("displayName", [new string('a', n)])], 15_000),
        ["attributes"] = (n => [.. Many(n, i => $"a{i}").Select(static name => (name, new[] { "x" }))], 1_000),
    };

    private readonly ScriptedServer _server = new();

    public static TheoryData<string> Names => [.. Attributes.Keys];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public Task The_work_on_an_entry(string what) => Growth.AssertLinearAsync(
        what,
        n => (byte[])[.. ScriptedServer.Bound(1), .. ScriptedServer.Entry(2, Dn, [("uid", ["ada"]), .. Attributes[what].Make(n)]), .. ScriptedServer.Done(2), .. ScriptedServer.Bound(3)],
        answers => LogInAsync(answers, static options => options),
        Attributes[what].N);

    /// <summary>Groups that a search finds, and the groups that those are in.</summary>
    [Fact]
    public Task The_work_on_groups_that_are_searched_for() => Growth.AssertLinearAsync(
        "groups",
        static n => (byte[])
        [
            .. ScriptedServer.Bound(1), .. ScriptedServer.Entry(2, Dn, ("uid", ["ada"])), .. ScriptedServer.Done(2), .. ScriptedServer.Bound(3), .. ScriptedServer.Bound(4),
            .. Many(n, i => $"cn=g{i},dc=com").SelectMany(static dn => ScriptedServer.Entry(5, dn)), .. ScriptedServer.Done(5),
            .. Enumerable.Range(6, ((n - 1) / 50) + 1).SelectMany(ScriptedServer.Done),
        ],
        answers => LogInAsync(answers, static options => options with { GroupFilter = "(member={dn})", NestedGroups = true }),
        250);

    private static string[] Many(int n, Func<int, string> make) => [.. Enumerable.Range(0, n).Select(make)];

    private async Task LogInAsync(byte[] answers, Func<LdapOptions, LdapOptions> change)
    {
        _server.Answers = answers;
        try
        {
            Assert.NotNull(await new LdapCredentialValidator(change(_server.Options)).ValidateAsync("ada", "secret", new ClientInfo(IPAddress.Loopback, ""), TestContext.Current.CancellationToken));
        }
        catch (LdapException refused)
        {
            Assert.Contains("more than 1024", refused.Message, StringComparison.Ordinal);
        }
    }
}
