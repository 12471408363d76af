namespace VimSessionService.Redis.Tests.Engines;

/// <summary>Garnet in this process on a free port. Scripts must be switched on, and lock what they use: otherwise they are not atomic.</summary>
public sealed class GarnetServer : IEngineServer, IDisposable
{
    private readonly Garnet.GarnetServer _server;

    public GarnetServer()
    {
        Port = TestPorts.Take();

        _server = new Garnet.GarnetServer(["--port", $"{Port}", "--bind", "127.0.0.1", "--lua", "--lua-transaction-mode", "-m", "128m", "-i", "16m", "-q"]);
        _server.Start();
    }

    /// <inheritdoc/>
    public string Address => $"127.0.0.1:{Port}";

    private int Port { get; }

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();
}
