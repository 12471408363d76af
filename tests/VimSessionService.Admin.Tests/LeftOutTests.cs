using System.Net;
using System.Text.Json.Nodes;

namespace VimSessionService.Admin.Tests;

/// <summary>What a body leaves out is as its type declares it, in JSON as in C#.</summary>
public sealed class LeftOutTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_permission_propagates()
    {
        await using var host = await LabHost.StartAsync();

        Assert.InRange((int)(await host.SendAsync(HttpMethod.Put, "permissions", """{"principal":"operators","group":true,"role":"ReadOnly"}""")).Status, 200, 299);

        Assert.True(Assert.Single((await host.Api.ListPermissionsAsync(Cancelled)).Permissions, static permission => permission.Group).Propagate);
    }

    [Fact]
    public async Task A_permission_of_a_scenario_propagates()
    {
        await using var host = await LabHost.StartAsync();

        var (status, answer) = await host.SendAsync(HttpMethod.Put, "scenario", "permissions:\n  - {principal: operators, group: true, role: ReadOnly}", mediaType: "application/yaml");

        Assert.True((int)status < 300, answer);
        Assert.True(Assert.Single((await host.Api.ListPermissionsAsync(Cancelled)).Permissions, static permission => permission.Group).Propagate);
    }

    /// <summary>As in a snapshot that somebody has shortened by hand.</summary>
    [Fact]
    public async Task A_snapshot_is_restored_as_it_was()
    {
        await using var host = await LabHost.StartAsync();
        await host.Api.FreezeClockAsync(Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await host.LoginAsync()).Status);
        var (_, content) = await host.SendAsync(HttpMethod.Get, "snapshot");
        var snapshot = JsonNode.Parse(content)!.AsObject();
        foreach (var (list, name) in new[] { ("users", "groups"), ("users", "failures"), ("sessions", "groups"), ("permissions", "propagate") })
            Assert.True(snapshot[list]![0]!.AsObject().Remove(name), name);

        var (status, answer) = await host.SendAsync(HttpMethod.Put, "snapshot", snapshot.ToJsonString());

        Assert.True((int)status < 300, answer);
        Assert.Equal(content, (await host.SendAsync(HttpMethod.Get, "snapshot")).Content);
    }
}
