namespace VimSessionService.ClientTests.Harness;

/// <summary>The scripts under <c>Clients</c>, run by the clients they are written for.</summary>
public static class Scripts
{
    /// <summary>The folder of a client's scripts beside the test assembly.</summary>
    public static string Folder(string client) => Path.Combine(AppContext.BaseDirectory, "Clients", client);

    /// <summary>Runs a script against the service and asserts that it states so many facts.</summary>
    /// <param name="vCenter">The service.</param>
    /// <param name="client">The client that runs it.</param>
    /// <param name="script">Its path under <c>Clients</c>.</param>
    /// <param name="facts">How many facts it states.</param>
    /// <param name="library">A directory of Python modules that go before the system's; null for none.</param>
    public static async Task AssertAsync(VCenter vCenter, ClientProgram client, string script, int facts, string? library = null) =>
        (await RunAsync(vCenter, client, script, library)).AssertFacts(facts, vCenter.Services);

    /// <summary>Runs a script against the service.</summary>
    /// <param name="vCenter">The service.</param>
    /// <param name="client">The client that runs it.</param>
    /// <param name="script">Its path under <c>Clients</c>.</param>
    /// <param name="library">A directory of Python modules that go before the system's; null for none.</param>
    /// <param name="route">Its way to replicas.</param>
    public static async Task<ClientRun> RunAsync(VCenter vCenter, ClientProgram client, string script, string? library = null, ClientRoute route = ClientRoute.Requests)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var program = await client.FindAsync(cancellationToken);
        var path = Path.Combine(AppContext.BaseDirectory, "Clients", script);
        return await ClientRun.StartAsync(
            program,
            [path],
            [
                .. vCenter.EnvironmentBy(route),
                new("PYTHONPATH", string.Join(Path.PathSeparator, ((string?[])[library, Path.Combine(AppContext.BaseDirectory, "Clients")]).OfType<string>())),
                new("PYTHONDONTWRITEBYTECODE", "1"),
            ],
            Path.GetDirectoryName(path)!,
            cancellationToken);
    }
}
