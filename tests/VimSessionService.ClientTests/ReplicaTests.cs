using System.Net;
using System.Text.RegularExpressions;
using VimSessionService.ClientTests.Harness;
using VimSessionService.TestEngines;
using YamlDotNet.RepresentationModel;

namespace VimSessionService.ClientTests;

/// <summary>Replicas that share a store, seen by pyVmomi.</summary>
public sealed partial class ReplicaTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private static readonly ClientProgram PyVmomi = ClientProgram.Python("python3-pyvmomi", "pyVmomi");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>With redis-server in the place of Valkey, and processes in that of containers.</summary>
    [Fact]
    public async Task The_replicas_of_compose_replicas_yaml_are_one_vCenter_for_its_client()
    {
        ReplicaSet.Require();
        var yaml = new YamlStream();
        using (var reader = File.OpenText(Path.Combine(Repository.Root, "compose.replicas.yaml")))
            yaml.Load(reader);
        var lab = yaml.Documents[0].RootNode;
        using var engine = new RedisServer();
        await using var balancer = new Balancer();
        var replicas = new List<ServiceProcess>();
        try
        {
            var configuration = Replace(lab["configs"]["balancer"]["content"].ToString(), "bind :8989", $"bind 127.0.0.1:{balancer.Port}");
            for (var i = 1; i <= 3; i++)
            {
                var variables = ((YamlMappingNode)lab["services"][$"replica{i}"]["environment"]).Children.Select(variable => new KeyValuePair<string, string>(
                    variable.Key.ToString(), ComposeDefault().Replace(variable.Value.ToString(), "${default}").Replace("engine:6379", engine.Address, StringComparison.Ordinal)));
                replicas.Add(await ServiceProcess.StartAsync(["--admin-listen", "off"], variables, Cancel));
                configuration = Replace(configuration, $"replica{i}:8989", replicas[^1].Url.Authority);
            }

            await balancer.StartAsync(configuration, Cancel);
            using var shell = new Shell();
            // pyVmomi gives a loopback address a TLS context that its plain connection then refuses; a name in capitals it leaves alone.
            var run = await shell.RunPythonAsync(
                lab["configs"]["client"]["content"].ToString(),
                new("VC_HOST", "LOCALHOST"), new("VC_PORT", $"{balancer.Port}"), new("VC_USERNAME", "administrator@vsphere.local"), new("VC_PASSWORD", "VMware1!"));
            Assert.True(run.ExitCode == 0 && run.Output.Contains("Sessions of thirty calls: 1", StringComparison.Ordinal), run.Output);
        }
        finally
        {
            foreach (var replica in replicas)
                await replica.DisposeAsync();
        }

        static string Replace(string text, string what, string by)
        {
            Assert.Contains(what, text, StringComparison.Ordinal);
            return text.Replace(what, by, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_the_engine_the_service_is_not_ready_and_answers_503_until_it_is_back()
    {
        if (RedisServer.Missing is { } missing)
            throw ClientProgram.Missing(missing);
        using var engine = new RedisServer();
        await using var service = await ServiceProcess.StartAsync(
            ["--tls", "false", "--username", "root", "--password", "secret", "--admin-listen", "off", "--store", $"redis://{engine.Address}", "--store-key", Key], [], Cancel);
        using var client = new HttpClient { BaseAddress = service.Url };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/readyz", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await LoginAsync());
        engine.Kill();
        await UntilAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await LoginAsync());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz", Cancel)).StatusCode);
        engine.Start();
        await UntilAsync(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, await LoginAsync());

        async Task UntilAsync(HttpStatusCode status)
        {
            while ((await client.GetAsync("/readyz", Cancel)).StatusCode != status)
                await Task.Delay(100, Cancel);
        }

        async Task<HttpStatusCode> LoginAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, service.Url)
            {
                Content = new StringContent(
                    "<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Body><Login xmlns='urn:vim25'><_this>SessionManager</_this><userName>root</userName><password>secret</password></Login></Body></Envelope>"),
            };
            request.Headers.Add("SOAPAction", "\"urn:vim25/8.0.3.0\"");
            using var fresh = new HttpClient(new HttpClientHandler { UseCookies = false });
            return (await fresh.SendAsync(request, Cancel)).StatusCode;
        }
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

    /// <summary>A variable of Compose with its default.</summary>
    [GeneratedRegex(@"\$\{\w+:-(?<default>[^}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ComposeDefault();
}
