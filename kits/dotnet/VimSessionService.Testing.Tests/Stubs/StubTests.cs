using System.Net.Http.Json;
using System.Text.Json;
using VimSessionService.Testing.Stubs;
using VimSessionService.Vim25;

namespace VimSessionService.Testing.Tests.Stubs;

/// <summary>Methods that answer what a test wants, as a client of VI-JSON sees them.</summary>
public sealed class StubTests : IAsyncLifetime
{
    private VimTestServer _vcenter = null!;
    private HttpClient _http = null!;
    private string _machine = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _vcenter = await VimTestServer.StartAsync(static o => o.Service.Emulation.Inventory = "builtin:small", Cancelled);
        _http = _vcenter.CreateHttpClient();
        using var login = await PostAsync("SessionManager/SessionManager/Login", new { userName = _vcenter.UserName, password = _vcenter.Password });
        _http.DefaultRequestHeaders.Add("vmware-api-session-id", login.Headers.GetValues("vmware-api-session-id").Single());
        _machine = (await ReadAsync("SearchIndex/SearchIndex/FindByInventoryPath", new { inventoryPath = "DC0/vm/DC0_H0_VM0" })).GetProperty("value").GetString()!;
        _vcenter.Clock.Freeze();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _vcenter.DisposeAsync();
    }

    [Fact]
    public async Task Results_and_faults_come_one_after_the_other()
    {
        string[] files = ["[LocalDS_0] lost.vmdk"];
        var stub = _vcenter.Stubs.On("QueryUnownedFiles").ForObject(_machine).Named("files").Answers(
            Stub.Result(files).Changing("runtime.powerState", "suspended"),
            Stub.Fault(new InvalidState(), "not now"));

        Assert.Equal("[LocalDS_0] lost.vmdk", (await ReadAsync($"VirtualMachine/{_machine}/QueryUnownedFiles"))[0].GetString());
        Assert.Equal("suspended", (await _http.GetFromJsonAsync<JsonElement>(new Uri($"/sdk/vim25/8.0.3.0/VirtualMachine/{_machine}/runtime", UriKind.Relative), Cancelled)).GetProperty("powerState").GetString());
        Assert.Contains("not now", await FaultAsync($"VirtualMachine/{_machine}/QueryUnownedFiles", "InvalidState"), StringComparison.Ordinal);
        await FaultAsync($"VirtualMachine/{_machine}/QueryUnownedFiles", "InvalidState"); // the last one stays

        stub.ShouldHaveBeenApplied(times: 3);
        stub.Dispose();
        await FaultAsync($"VirtualMachine/{_machine}/QueryUnownedFiles", "NotSupported");
    }

    [Fact]
    public async Task A_task_runs_on_the_clock_and_is_chosen_by_an_argument()
    {
        _vcenter.Stubs.On("Rename_Task").ForType("VirtualMachine").WithArgument("newName", "renamed").Answers(
            Stub.Task(TimeSpan.FromMinutes(2)).Changing("name", "renamed").Posting(new { _typeName = "VmMessageEvent", template = false, message = "said" }));
        _vcenter.Stubs.On("Rename_Task").ForType("VirtualMachine").Answers(Stub.FailingTaskNamed(TimeSpan.FromMinutes(1), "InsufficientResourcesFault", "There is no room."));

        var good = (await ReadAsync($"VirtualMachine/{_machine}/Rename_Task", new { newName = "renamed" })).GetProperty("value").GetString();
        var bad = (await ReadAsync($"VirtualMachine/{_machine}/Rename_Task", new { newName = "other" })).GetProperty("value").GetString();
        Assert.Equal("running", await StateAsync(good));
        _vcenter.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(("success", "error"), (await StateAsync(good), await StateAsync(bad)));
        Assert.Equal("renamed", (await _http.GetFromJsonAsync<JsonElement>(new Uri($"/sdk/vim25/8.0.3.0/VirtualMachine/{_machine}/name", UriKind.Relative), Cancelled)).GetString());
    }

    [Fact]
    public void What_does_not_fit_the_method_is_refused_with_its_place()
    {
        var wrong = Assert.Throws<ArgumentException>(() => _vcenter.Stubs.On("QueryUnownedFiles").Answers(Stub.Result(5)));

        Assert.Contains("result", wrong.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _vcenter.Stubs.On("QueryUnownedFiels").Answers(Stub.Nothing));
        Assert.Throws<ArgumentException>(() => _vcenter.Stubs.On());
        Assert.Throws<ArgumentException>(() => _vcenter.Stubs.On("QueryUnownedFiles").Answers());
        Assert.Empty(_vcenter.Faults.List());
    }

    private async Task<string?> StateAsync(string? task) =>
        (await _http.GetFromJsonAsync<JsonElement>(new Uri($"/sdk/vim25/8.0.3.0/Task/{task}/info", UriKind.Relative), Cancelled)).GetProperty("state").GetString();

    private async Task<JsonElement> ReadAsync(string method, object? arguments = null)
    {
        using var response = await PostAsync(method, arguments);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancelled));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }

    private async Task<string> FaultAsync(string method, string fault)
    {
        using var response = await PostAsync(method, null);
        var content = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains($"\"{fault}\"", content, StringComparison.Ordinal);
        return content;
    }

    private Task<HttpResponseMessage> PostAsync(string method, object? arguments) =>
        _http.PostAsJsonAsync(new Uri("/sdk/vim25/8.0.3.0/" + method, UriKind.Relative), arguments ?? new { }, Cancelled);
}
