using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.WebHooks.Tests;

public sealed class WebHookAuthorizerTests
{
    private static readonly UserIdentity Ada = new(@"EXAMPLE.COM\ada", "Ada Lovelace", [@"EXAMPLE.COM\operators"]);

    private readonly RoleDirectory _roles = new([new DeclaredRole("Ops", ["Sessions.TerminateSession"])]);

    [Theory]
    [InlineData("""{"roles":["readonly","ReadOnly"]}""", new[] { -2 }, "System.Anonymous,System.Read,System.View")]
    [InlineData("""{"roles":["Ops"],"privileges":["Global.Licenses","None.Such"]}""", new[] { 1001 }, "Global.Licenses,Sessions.TerminateSession,System.Anonymous,System.Read,System.View")]
    [InlineData("""{"privileges":["Global.Licenses"]}""", new int[0], "Global.Licenses,System.Anonymous,System.Read,System.View")]
    [InlineData("""{"roles":[],"privileges":[]}""", new int[0], "")]
    [InlineData("{}", new int[0], "")]
    public async Task The_answer_names_roles_and_privileges(string answer, int[] roleIds, string privileges)
    {
        await using var server = await HookServer.AnsweringAsync(answer);

        var grant = await AskAsync(server.Options);

        Assert.Equal(roleIds, grant.RoleIds);
        Assert.Equal(privileges, string.Join(',', grant.Privileges.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("""{"roles":["Boss"]}""", "a role that does not exist")]
    [InlineData("""{"roles":[null]}""", "a role that does not exist")]
    [InlineData("""{"privileges":[null]}""", "privilege of its answer is null")]
    [InlineData("""{"roles":"Admin"}""", "not the JSON")]
    [InlineData("[]", "not the JSON")]
    public async Task An_answer_that_is_not_as_documented_grants_nothing(string answer, string reason)
    {
        await using var server = await HookServer.AnsweringAsync(answer);

        Assert.Contains(reason, (await Assert.ThrowsAsync<WebHookException>(() => AskAsync(server.Options))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_names_the_user_with_the_groups_and_the_object()
    {
        await using var server = await HookServer.AnsweringAsync("{}");

        await AskAsync(server.Options);

        using var body = JsonDocument.Parse(server.Requests[0].Body);
        using var expected = JsonDocument.Parse(
            """{"question":"authorize","userName":"EXAMPLE.COM\\ada","fullName":"Ada Lovelace","groups":["EXAMPLE.COM\\operators"],"entity":{"type":"Folder","value":"group-d1"}}""");
        Assert.True(JsonElement.DeepEquals(expected.RootElement, body.RootElement), server.Requests[0].Body);
        Assert.True(SchemaTests.IsValid(System.Text.Json.Nodes.JsonNode.Parse(server.Requests[0].Body)!, "authorizeRequest"));
    }

    private async Task<Grant> AskAsync(WebHookOptions options)
    {
        using var authorizer = new WebHookAuthorizer(options, _roles, new FakeTimeProvider());
        return await authorizer.GrantOfAsync(Ada, new ManagedObjectReference("Folder", "group-d1"), TestContext.Current.CancellationToken);
    }
}
