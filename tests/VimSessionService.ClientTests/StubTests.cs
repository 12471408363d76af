using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>Real clients that change virtual machines.</summary>
public sealed class StubTests(StubVCenter vCenter) : IClassFixture<StubVCenter>
{
    private static readonly ClientProgram PyVmomi = ClientProgram.Python("python3-pyvmomi", "pyVmomi");
    private static readonly ClientProgram Rbvmomi = new("ruby-rbvmomi", ["/usr/bin/ruby", "ruby"], ["-e", "require 'rbvmomi'"]);

    [Fact]
    public Task PyVmomi_waits_for_tasks_and_sees_what_they_change() => Scripts.AssertAsync(vCenter, PyVmomi, Path.Combine("pyvmomi", "stubs.py"), 11);

    [Fact]
    public Task Rbvmomi_waits_for_tasks() => Scripts.AssertAsync(vCenter, Rbvmomi, Path.Combine("rbvmomi", "stubs.rb"), 4);

    [Fact]
    public async Task Govc_changes_machines()
    {
        await RunAsync("vm.clone -vm DC0_H0_VM1 -host DC0_H0 -on=false govc-clone");
        Assert.Contains("poweredOff", await RunAsync("object.collect -s vm/govc-clone runtime.powerState"), StringComparison.Ordinal);
        await RunAsync("vm.power -on govc-clone");
        Assert.Contains("poweredOn", await RunAsync("object.collect -s vm/govc-clone runtime.powerState"), StringComparison.Ordinal);
        await RunAsync("vm.power -reset govc-clone");
        await RunAsync("vm.change -vm govc-clone -annotation noted");
        Assert.Contains("noted", await RunAsync("object.collect -s vm/govc-clone config.annotation"), StringComparison.Ordinal);
        await RunAsync("snapshot.create -vm govc-clone first");
        await RunAsync("snapshot.create -vm govc-clone second");
        Assert.Contains("second", await RunAsync("snapshot.tree -vm govc-clone"), StringComparison.Ordinal);
        await RunAsync("snapshot.revert -vm govc-clone first");
        await RunAsync("snapshot.remove -vm govc-clone *");
        Assert.Equal("", (await RunAsync("snapshot.tree -vm govc-clone")).Trim());
        await RunAsync("object.rename vm/govc-clone govc-other");
        Assert.Contains("govc-other", await RunAsync("find / -type m -name govc-*"), StringComparison.Ordinal);
        await RunAsync("vm.power -off -force govc-other");
        await RunAsync("vm.destroy govc-other");
        Assert.DoesNotContain("govc-", await RunAsync("find / -type m"), StringComparison.Ordinal);
        var wrong = await GovcAsync("vm.power -on DC0_H0_VM1");
        Assert.NotEqual(0, wrong.ExitCode);
        Assert.Contains("current state (Powered on)", wrong.Output, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string command)
    {
        var run = await GovcAsync(command);
        Assert.True(run.ExitCode == 0, $"{command}: {run.Output}{vCenter.Service.Log}");
        return run.Output;
    }

    private Task<ClientRun> GovcAsync(string command) => Govc.RunAsync(vCenter, command, vCenter.Service.Url);
}
