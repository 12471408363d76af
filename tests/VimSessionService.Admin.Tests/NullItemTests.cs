using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Rules;
using VimSessionService.AdminClient.Users;

namespace VimSessionService.Admin.Tests;

/// <summary>System.Text.Json lets null through as an item of a list of what may not be null; the admin API refuses it at its place.</summary>
public sealed class NullItemTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "roles", """{"name":"Watchers","privileges":["System.View",null]}""", "#/privileges/1")]
    [InlineData("PUT", "rules", """{"rules":[null]}""", "#/rules/0")]
    [InlineData("PUT", "rules", """{"rules":[{"answer":{"status":503},"when":{"types":[null]}}]}""", "#/rules/0/when/types/0")]
    [InlineData("POST", "outages", """{"mode":"refuse","doors":[null]}""", "#/doors/0")]
    [InlineData("POST", "users", """{"name":"svc@vsphere.local","groups":[null]}""", "#/groups/0")]
    public async Task It_is_refused_at_its_place(string method, string path, string body, string pointer)
    {
        await using var host = await LabHost.StartAsync();

        var (status, content) = await host.SendAsync(new HttpMethod(method), path, body);

        Assert.True(status == HttpStatusCode.BadRequest, content);
        Assert.Contains($"\"{pointer}\"", content, StringComparison.Ordinal);
        Assert.Contains("is null", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_list_of_a_snapshot_refuses_it_and_the_state_stays()
    {
        await using var host = await LabHost.StartAsync();
        await host.LoginAsync();
        await host.Api.CreateUserAsync(new UserCreation { Name = "svc@vsphere.local", Password = "x", Role = "ReadOnly", Groups = ["Robots"] }, Cancelled);
        await host.Api.CreateRoleAsync(new RoleSetting("Watchers", ["System.View"]), Cancelled);
        await host.Api.AddRuleAsync(new RuleSpec { When = new RuleConditions { Operations = ["CurrentTime"], Users = ["alice@vsphere.local"] }, Answer = new RuleAnswer { Status = 503 } }, cancellationToken: Cancelled);
        await host.Api.StartOutageAsync(new OutageSpec { Mode = OutageMode.Refuse, Doors = ["sts"] }, Cancelled);
        var snapshot = JsonSerializer.SerializeToNode(await host.Api.TakeSnapshotAsync(Cancelled), AdminJson.Default.Snapshot)!;
        var lists = Lists(snapshot).ToArray();
        Assert.True(lists.Length > 8, string.Join(' ', lists));

        foreach (var path in lists)
        {
            var changed = snapshot.DeepClone();
            var list = Find(changed, path);
            list.Add(null);
            var (status, content) = await host.SendAsync(HttpMethod.Put, "snapshot", changed.ToJsonString());
            Assert.True(status == HttpStatusCode.BadRequest, $"{path}: {status} {content}");
            Assert.Contains($"\"#{path}/{list.Count - 1}\"", content, StringComparison.Ordinal);
        }

        Assert.Equal(snapshot["users"]!.AsArray().Count, (await host.Api.ListUsersAsync(Cancelled)).Users.Count);
    }

    /// <summary>The paths of all lists.</summary>
    private static IEnumerable<string> Lists(JsonNode? node, string path = "") => node switch
    {
        JsonArray items => items.SelectMany((item, index) => Lists(item, $"{path}/{index}")).Prepend(path),
        JsonObject members => members.SelectMany(member => Lists(member.Value, $"{path}/{member.Key}")),
        _ => [],
    };

    private static JsonArray Find(JsonNode root, string path)
    {
        var at = root;
        foreach (var step in path.Split('/').Skip(1))
            at = at is JsonArray items ? items[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : at[step]!;
        return at.AsArray();
    }
}
