using System.Net;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Admin.Listening;
using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Problems;
using VimSessionService.AdminClient.Users;

namespace VimSessionService.Admin.Tests;

/// <summary>The listener of the admin API.</summary>
public sealed class ListenerTests
{
    [Fact]
    public async Task It_listens_beside_the_hosts_own_server()
    {
        await using var host = await LabHost.StartAsync(admin: static options => options.Listen = new AdminListen(IPAddress.Loopback, 0));
        await host.LoginAsync();
        using var client = new AdminApiClient(host.App.Services.GetRequiredService<AdminListener>().Url!, LabHost.Token);

        var sessions = await client.ListSessionsAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("VSPHERE.LOCAL\\alice", Assert.Single(sessions.Sessions).UserName);
    }

    /// <summary>A server decodes a path but for <c>%2F</c>: a name with a slash is found all the same, and one with <c>%2F</c> in it is another.</summary>
    [Theory]
    [InlineData("Backup/Restore")]
    [InlineData("Backup%2FRestore")]
    [InlineData("100% / all\\any+thing?#")]
    public async Task Names_with_slashes_are_reached(string name)
    {
        await using var host = await LabHost.StartAsync(admin: static options => options.Listen = new AdminListen(IPAddress.Loopback, 0));
        using var client = new AdminApiClient(host.App.Services.GetRequiredService<AdminListener>().Url!, LabHost.Token);
        var cancelled = TestContext.Current.CancellationToken;
        await client.CreateRoleAsync(new RoleSetting(name, []), cancelled);
        await client.CreateUserAsync(new UserCreation { Name = name, Password = "pw" }, cancelled);

        Assert.Contains("Sessions.TerminateSession", (await client.ChangeRoleAsync(name, new RoleSetting(name, ["Sessions.TerminateSession"]), cancelled)).Privileges);
        Assert.True((await client.LockUserAsync(name, cancellationToken: cancelled)).Locked);
        await client.DeleteRoleAsync(name, cancelled);
        await client.DeleteUserAsync(name, cancelled);

        Assert.DoesNotContain(await client.ListUsersAsync(cancelled) is var list ? list.Users : [], user => user.Name == name);
        var missing = await Assert.ThrowsAsync<AdminApiException>(() => client.DeleteRoleAsync(name, cancelled));
        Assert.Equal((404, $"There is no role '{name}'."), (missing.Problem.Status, missing.Problem.Detail));
    }

    [Fact]
    public async Task It_takes_a_free_port_where_its_own_is_in_use_and_it_may()
    {
        await using var one = await LabHost.StartAsync(admin: static options => options.Listen = new AdminListen(IPAddress.Loopback, 0));
        var taken = one.App.Services.GetRequiredService<AdminListener>().Url!.Port;

        await using var other = await LabHost.StartAsync(admin: options => options.Listen = new AdminListen(IPAddress.Loopback, taken) { MoveWhenInUse = true });

        Assert.NotEqual(taken, other.App.Services.GetRequiredService<AdminListener>().Url!.Port);
        await Assert.ThrowsAsync<IOException>(() => LabHost.StartAsync(admin: options => options.Listen = new AdminListen(IPAddress.Loopback, taken)));
    }
}
