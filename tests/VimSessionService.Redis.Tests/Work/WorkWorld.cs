using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Inventory;
using VimSessionService.Inventory.Lab;
using VimSessionService.ManagedObjects.Machines;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Hosting;
using VimSessionService.Redis.Replicas;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Work;

namespace VimSessionService.Redis.Tests.Work;

/// <summary>Replicas with the small inventory and the methods of virtual machines, on clocks that the test moves. Without an engine it is one service.</summary>
/// <param name="address">The engine; null for none.</param>
internal sealed class WorkWorld(string? address) : IAsyncDisposable
{
    private static readonly ServedInventory Lab = LabInventory.Create(LabSize.Named["small"], seed: 0);

    private readonly string _prefix = Instance.NewPrefix();
    private readonly List<(TestService Service, RedisStore? Store)> _all = [];

    /// <summary>The cookie of a session of an administrator.</summary>
    public string Cookie { get; private set; } = "";

    /// <summary>A replica. A service without an engine is every one.</summary>
    public TestService this[int replica] => _all[replica % _all.Count].Service;

    public int Count => _all.Count;

    public EngineConnection EngineOf(int replica) => _all[replica].Store!.Engine;

    /// <summary>Has the engine lose what replicas share of tasks and changes.</summary>
    public Task LoseAsync() => EngineOf(0).AskAsync(database => database.KeyDeleteAsync(_all[0].Store!.Keys.Work[0]));

    /// <summary>The names and texts that the engine keeps of tasks and changes.</summary>
    public async Task<IReadOnlyList<string>> KeptAsync() =>
        [.. (await EngineOf(0).AskAsync(database => database.HashGetAllAsync(_all[0].Store!.Keys.Work[0]))).SelectMany(static entry => new[] { entry.Name.ToString(), entry.Value.ToString() })];

    /// <summary>The value of the reference to an object of the inventory.</summary>
    public static string ValueOf(string name) => Lab.Entries.Single(entry => entry.Name == name).Object.Reference.Value;

    /// <summary>Three replicas and a session.</summary>
    public static async Task<WorkWorld> StartAsync(string? address)
    {
        var world = new WorkWorld(address);
        await world.StartAsync(address is null ? 1 : 3);
        world.Cookie = await world[0].LoginAsync();
        return world;
    }

    /// <summary>Further replicas.</summary>
    public async Task StartAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var store = address is null ? null : new RedisStore(StoreAddress.Parse(Instance.UrlOf(address, _prefix)), "0123456789abcdef0123456789abcdef"u8);
            var service = new TestService(new EndpointOptions { Catalog = Lab.Catalog }, plugs: services =>
            {
                services.AddLogging().AddSingleton(new InventoryChoice(Lab)).AddSingleton(ImplementedMethods.Parse(ImplementedMethods.All));
                if (store is not null)
                    services.AddSingleton(new RealClock(TimeProvider.System)).AddVimSessionRedis(store);
            });
            _all.Add((service, store));
            if (store is null)
                continue;
            service.Get<SharedWork>().Follow();
            await service.Get<RedisSessionStore>().StartAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends a replica as a crash does, once its lease has ended, and its clock too.</summary>
    public async Task KillAsync(int replica)
    {
        await this[replica].Get<Replica>().DisposeAsync();
        this[replica].Get<ServiceObjects>().Dispose();
    }

    /// <summary>Ends all replicas.</summary>
    public async Task EndAsync()
    {
        foreach (var (service, store) in _all)
        {
            await service.DisposeAsync();
            if (store is not null)
                await store.DisposeAsync();
        }

        _all.Clear();
    }

    /// <summary>Moves the clocks.</summary>
    public void Advance(double seconds)
    {
        foreach (var (service, _) in _all)
            service.Time.Advance(TimeSpan.FromSeconds(seconds));
    }

    /// <summary>Calls a method of an object at a replica.</summary>
    public async Task<string> CallAsync(int replica, string type, string value, string method, string arguments = "") =>
        (await this[replica].CallAsync($"<{method} _NS><_this type=\"{type}\">{value}</_this>{arguments}</{method}>", Cookie)).Answer;

    /// <summary>Begins a task about a virtual machine; gives its value.</summary>
    public async Task<string> BeginAsync(int replica, string machine, string method, string arguments = "", string type = "VirtualMachine")
    {
        var answer = await CallAsync(replica, type, machine, method, arguments);
        Assert.Contains("<returnval type=\"Task\">", answer, StringComparison.Ordinal);
        return Between(answer, "<returnval type=\"Task\">");
    }

    /// <summary>Begins a task at a replica, lets it end, and reads it at the next one.</summary>
    public async Task<string> RunAsync(int replica, string machine, string method, string arguments = "", string type = "VirtualMachine")
    {
        var task = await BeginAsync(replica, machine, method, arguments, type);
        Advance(1);
        return await ReadAsync(replica + 1, "Task", task, "info");
    }

    /// <summary>What Fetch answers of a property at a replica.</summary>
    public Task<string> ReadAsync(int replica, string type, string value, string path) => CallAsync(replica, type, value, "Fetch", $"<prop>{path}</prop>");

    /// <summary>The text of a property of a virtual machine at a replica.</summary>
    public async Task<string> TextAsync(int replica, string machine, string path) => Between(await ReadAsync(replica, "VirtualMachine", machine, path), "<returnval").Split('>')[^1];

    /// <summary>The value of the reference to what a path leads to at a replica; empty for nothing.</summary>
    public async Task<string> FindAsync(int replica, string path)
    {
        var answer = await CallAsync(replica, "SearchIndex", "SearchIndex", "FindByInventoryPath", $"<inventoryPath>{path}</inventoryPath>");
        return answer.Contains("<returnval", StringComparison.Ordinal) ? Between(answer, "<returnval").Split('>')[^1] : "";
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    /// <summary>What follows a text up to the next tag.</summary>
    public static string Between(string answer, string begin)
    {
        Assert.Contains(begin, answer, StringComparison.Ordinal);
        return answer.Split(begin)[1].Split("</")[0];
    }
}
