using System.Net;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Admin.Listening;
using VimSessionService.AdminClient;

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
