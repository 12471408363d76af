using VimSessionService.ClientTests.Harness;
using VimSessionService.TestEngines;

namespace VimSessionService.ClientTests;

/// <summary>Replicas that share a store, seen by pyVmomi.</summary>
public sealed class ReplicaTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private static readonly ClientProgram PyVmomi = ClientProgram.Python("python3-pyvmomi", "pyVmomi");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_of_three_replicas_behind_a_balancer_has_one_vCenter()
    {
        ReplicatedVCenter.Require();
        await PyVmomi.FindAsync(Cancel);
        await using var vCenter = new ReplicatedVCenter();
        await vCenter.InitializeAsync();
        await vCenter.BalanceAsync(Cancel);
        await Scripts.AssertAsync(vCenter, PyVmomi, "pyvmomi/replicas.py", 110);
        await Scripts.AssertAsync(vCenter, PyVmomi, "pyvmomi/sessions.py", 38);
        foreach (var replica in vCenter.Replicas)
            Assert.Contains(await replica.ReadLogAsync(Cancel), static line => line.Contains("CurrentTime 200", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_goes_on_when_the_only_replica_was_killed_and_started_again()
    {
        if (RedisServer.Missing is { } missing)
            throw ClientProgram.Missing(missing);
        await PyVmomi.FindAsync(Cancel);
        using var engine = new RedisServer();
        var directory = Directory.CreateTempSubdirectory("vimsession-restart-");
        var (stop, go) = (Path.Combine(directory.FullName, "stop"), Path.Combine(directory.FullName, "go"));
        string[] arguments = ["--username", "root", "--password", "secret", "--admin-listen", "off", "--store", $"redis://{engine.Address}", "--store-key", Key];
        var service = await ServiceProcess.StartAsync(arguments, [], Cancel);
        var (scheme, port) = (service.Url.Scheme, service.Url.Port);
        try
        {
            var path = Path.Combine(Scripts.Folder("pyvmomi"), "restart.py");
            var run = ClientRun.StartAsync(
                await PyVmomi.FindAsync(Cancel),
                [path],
                [
                    new("VIM_URL", service.Url.ToString()), new("VIM_SCHEME", scheme), new("VIM_HOST", "127.0.0.1"), new("VIM_PORT", $"{port}"), new("VIM_USER", "root"),
                    new("VIM_PASSWORD", "secret"), new("VIM_READER", ""), new("STOP_FILE", stop), new("GO_FILE", go),
                    new("PYTHONPATH", Path.Combine(AppContext.BaseDirectory, "Clients")), new("PYTHONDONTWRITEBYTECODE", "1"),
                ],
                Path.GetDirectoryName(path)!,
                Cancel);
            while (!File.Exists(stop) && !run.IsCompleted)
                await Task.Delay(50, Cancel);
            await service.KillAsync(Cancel);
            service = await ServiceProcess.StartAsync(arguments, [], Cancel, listen: $"127.0.0.1:{port}");
            await File.WriteAllTextAsync(go, "", Cancel);
            (await run).AssertFacts(6, service);
        }
        finally
        {
            await service.DisposeAsync();
            directory.Delete(recursive: true);
        }
    }
}
