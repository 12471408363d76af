using System.Net;

namespace VimSessionService.Admin.Tests.Rules;

/// <summary>A service with the small inventory, and a session in it.</summary>
internal sealed class StubHost : IAsyncDisposable
{
    private const string Reader = "reader@vsphere.local";

    private StubHost(LabHost lab, string cookie, string machine) => (Lab, Cookie, Machine) = (lab, cookie, machine);

    public LabHost Lab { get; }

    public string Cookie { get; }

    /// <summary>The value of the reference to DC0_H0_VM0.</summary>
    public string Machine { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts one whose clock stands.</summary>
    public static async Task<StubHost> StartAsync(string? stubs = null)
    {
        var lab = await LabHost.StartAsync(options =>
        {
            (options.Emulation.Inventory, options.Emulation.Stubs) = ("builtin:small", stubs);
            options.Directory.AddUser(Reader, LabHost.Password, role: "ReadOnly");
        });
        await lab.Api.FreezeClockAsync(Cancelled);
        var (_, _, cookie) = await lab.LoginAsync();
        var host = new StubHost(lab, cookie!, "");
        return new StubHost(lab, cookie!, await host.FindAsync("DC0/vm/DC0_H0_VM0"));
    }

    /// <summary>A service that runs already, in a session, which may be of another replica.</summary>
    public static async Task<StubHost> OfAsync(LabHost lab, string? cookie = null)
    {
        cookie ??= (await lab.LoginAsync()).Cookie!;
        return new StubHost(lab, cookie, await new StubHost(lab, cookie, "").FindAsync("DC0/vm/DC0_H0_VM0"));
    }

    /// <summary>The same service in a session of a user who may read.</summary>
    public async Task<StubHost> AsReaderAsync() => new(Lab, (await Lab.LoginAsync(Reader)).Cookie!, Machine);

    public Task AdvanceAsync(double seconds) => Lab.Api.AdvanceClockAsync(TimeSpan.FromSeconds(seconds), Cancelled);

    public async Task AddAsync(string rule)
    {
        var (status, content) = await Lab.SendAsync(HttpMethod.Post, "rules", rule);
        Assert.True(status == HttpStatusCode.Created, content);
    }

    /// <summary>Makes a call without the namespaces and the object.</summary>
    public async Task<string> CallAsync(string type, string value, string method, string arguments = "") => (await Lab.CallAsync(
        $"<{method} xmlns=\"urn:vim25\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><_this type=\"{type}\">{value}</_this>{arguments}</{method}>", Cookie)).Content;

    /// <summary>Begins a task about the machine, or another object; gives its value.</summary>
    public async Task<string> BeginAsync(string method, string arguments = "", string type = "VirtualMachine", string? value = null)
    {
        var answer = await CallAsync(type, value ?? Machine, method, arguments);
        Assert.Contains("<returnval type=\"Task\">", answer, StringComparison.Ordinal);
        return answer.Split("<returnval type=\"Task\">")[1].Split('<')[0];
    }

    /// <summary>Begins a task and lets it end; gives its info.</summary>
    public async Task<string> RunAsync(string method, string arguments = "", string type = "VirtualMachine", string? value = null)
    {
        var task = await BeginAsync(method, arguments, type, value);
        await AdvanceAsync(1);
        return await ReadAsync("Task", task, "info");
    }

    /// <summary>What Fetch answers of a property.</summary>
    public Task<string> ReadAsync(string type, string value, string path) => CallAsync(type, value, "Fetch", $"<prop>{path}</prop>");

    /// <summary>The text of a property of the machine, or of another object; empty when it is unset.</summary>
    public async Task<string> TextAsync(string path, string? value = null, string type = "VirtualMachine")
    {
        var answer = await ReadAsync(type, value ?? Machine, path);
        Assert.DoesNotContain("Fault>", answer, StringComparison.Ordinal);
        return answer.Contains("<returnval", StringComparison.Ordinal) ? answer.Split("<returnval")[1].Split('>')[1].Split('<')[0] : "";
    }

    /// <summary>The value of the reference to what a path leads to; empty for nothing.</summary>
    public async Task<string> FindAsync(string path)
    {
        var answer = await CallAsync("SearchIndex", "SearchIndex", "FindByInventoryPath", $"<inventoryPath>{path}</inventoryPath>");
        return answer.Contains("<returnval", StringComparison.Ordinal) ? answer.Split("<returnval")[1].Split('>')[1].Split('<')[0] : "";
    }

    public async ValueTask DisposeAsync() => await Lab.DisposeAsync();
}
