using System.Xml.Linq;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>One session of a service of its own, whose client comes by SOAP and by VI-JSON in turn, and another that looks at what came of it.</summary>
internal sealed class DoorPair : IDisposable
{
    private readonly string _release;
    private string _cookie = "";
    private string _watcher = "";

    private DoorPair(ApiVersion version)
    {
        _release = version.Name();
        Service = new TestService(new EndpointOptions { Version = version }, datacenter: "Lab");
    }

    public TestService Service { get; }

    /// <summary>The object that is called.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Opens both sessions.</summary>
    /// <param name="version">The version of the server and of its clients.</param>
    /// <param name="target">The id of the object that is called, or the call that makes it.</param>
    public static async Task<DoorPair> OpenAsync(ApiVersion version, string target)
    {
        var pair = new DoorPair(version);
        pair._watcher = await pair.Service.LoginAsync();
        pair._cookie = await pair.Service.LoginAsync();
        pair.Id = target.StartsWith('<')
            ? XDocument.Parse((await pair.Service.CallAsync(target, pair._cookie, "urn:vim25/" + pair._release)).Answer).Descendants().Single(static element => element.Name.LocalName == "returnval").Value
            : target;
        return pair;
    }

    public void Dispose() => Service.Dispose();

    public Task<TestExchange> BySoapAsync(string type, string method, string arguments, bool isLoggedIn) =>
        Service.CallAsync(Call(type, method, arguments), isLoggedIn ? _cookie : null, "urn:vim25/" + _release);

    public Task<TestExchange> ByJsonAsync(string type, string method, string arguments, bool isLoggedIn)
    {
        var (path, json) = SoapCallAsJson.Of(Element(Call(type, method, arguments)), _release);
        return Service.JsonAsync(path, json, isLoggedIn ? Secret : null);
    }

    public Task<TestExchange> ReadBySoapAsync(string type, string property, bool isLoggedIn) =>
        Service.CallAsync($"<Fetch _NS><_this type=\"{type}\">{Id}</_this><prop>{property}</prop></Fetch>", isLoggedIn ? _cookie : null, "urn:vim25/" + _release);

    public Task<TestExchange> ReadByJsonAsync(string type, string property, bool isLoggedIn) =>
        Service.JsonAsync($"{type}/{Id}/{property}", session: isLoggedIn ? Secret : null, release: _release);

    /// <summary>What can be seen of all that was done: sessions, the session of the client itself, the message, the inventory, roles, permissions, settings, events.</summary>
    public async Task<string> EffectsAsync()
    {
        var seen = new List<string>();
        foreach (var (target, property) in new[]
        {
            ("SessionManager", "sessionList"), ("SessionManager", "message"), ("group-d1", "childEntity"), ("group-d1", "name"), ("group-d1", "recentTask"),
            ("AuthorizationManager", "roleList"), ("ExtensionManager", "extensionList"), ("VpxSettings", "setting"), ("EventManager", "latestEvent"), ("ViewManager", "viewList"),
        })
        {
            seen.Add($"{property}: {(await Service.CallAsync(TestService.Fetch(property, target), _watcher, "urn:vim25/" + _release)).Answer}");
        }

        seen.Add((await Service.CallAsync(TestService.Fetch("currentSession"), _cookie, "urn:vim25/" + _release)).Answer);
        seen.Add((await Service.CallAsync("<RetrieveAllPermissions _NS><_this>AuthorizationManager</_this></RetrieveAllPermissions>", _watcher, "urn:vim25/" + _release)).Answer);
        seen.Add((await Service.CallAsync("<QueryEvents _NS><_this>EventManager</_this><filter/></QueryEvents>", _watcher, "urn:vim25/" + _release)).Answer);
        return SameAnswer.Stable(string.Join('\n', seen));
    }

    private string Secret => _cookie.Split('"')[1];

    private string Call(string type, string method, string arguments) => $"<{method} xmlns=\"urn:vim25\"><_this type=\"{type}\">{Id}</_this>{arguments}</{method}>";

    private static XElement Element(string body) =>
        XElement.Parse($"<x xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">{body}</x>").Elements().Single();
}
