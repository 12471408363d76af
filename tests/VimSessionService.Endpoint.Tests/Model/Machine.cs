using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Events;
using VimSessionService.Core.Tables;
using VimSessionService.Endpoint.Tests.Specification;
using VimSessionService.Endpoint.Tests.ViJson;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>The service, or replicas that are one, beside the model, with the same clients. Calls go to any of the replicas.</summary>
internal sealed class Machine
{
    /// <summary>The group that gives <see cref="SessionModel.Stranger"/> access.</summary>
    public const string Operators = @"EXAMPLE.COM\operators";

    public static readonly string[] Users = [SessionModel.Administrator, "reader", "nobody"];
    public static readonly string?[] Locales = [null, "de", "fr_CA", "xx_YY", "de-DE"];

    private readonly StringBuilder _trail = new();
    private long _nextEvent = 1;

    /// <summary>Decides which door a call comes through.</summary>
    private readonly Random _doors = new(7);

    /// <summary>Decides which replica a call goes to.</summary>
    private readonly Random _places = new(11);

    public Machine(SpecificationWorld world, int clients)
    {
        World = world;
        Model = new SessionModel { HasOneSession = world.Version >= ApiVersion.V8_0_3_0, TakesAccessTokens = world.Version >= ApiVersion.V9_1_0_0 };
        Clients = [.. Enumerable.Range(0, clients).Select(_ => new ModelClient())];
    }

    public SpecificationWorld World { get; }

    /// <summary>Any of the replicas.</summary>
    public TestService Service => World.Services.Count == 1 ? World.Service : World.Services[_places.Next(World.Services.Count)];

    public SessionModel Model { get; }

    public ModelClient[] Clients { get; }

    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    public string Trail => _trail.ToString();

    public void Note(string what) => _trail.Append(what).Append("; ");

    /// <summary>Gives the group its permission. What was posted until then is no outcome of a call.</summary>
    public async Task BeginAsync()
    {
        var permissions = World.Service.Get<PermissionTable>();
        await World.Service.Get<ITableChanges>().RunAsync(
            _ => new ValueTask<PermissionEntry?>(permissions.Set(new PermissionEntry(AccountName.Parse(Operators), IsGroup: true, RoleId: -2))), TestContext.Current.CancellationToken);
        _nextEvent = (await Service.Get<IEventLog>().GetBoundsAsync(TestContext.Current.CancellationToken)).Newest + 1;
    }

    /// <summary>Time passes.</summary>
    public void Advance(TimeSpan time)
    {
        Model.Advance(time);
        foreach (var service in World.Services)
            service.Time.Advance(time);
        Note($"{time.TotalMinutes} min");
    }

    /// <summary>
    /// Makes a call and compares the outcome: the fault, <c>true</c> or <c>false</c>, no room for another session, or nothing for
    /// success; and what the log of events says of it.
    /// </summary>
    /// <param name="client">Who calls.</param>
    /// <param name="operation">What it is called here.</param>
    /// <param name="body">The call, or the whole message.</param>
    /// <param name="expected">The outcome by the model, which knows of the call already.</param>
    /// <param name="certificate">What the client shows.</param>
    public async Task<string> CallAsync(ModelClient client, string operation, string body, string expected, X509Certificate2? certificate = null)
    {
        Note($"{Array.IndexOf(Clients, client)} {operation} {expected}");
        Seen.Add($"{operation}:{expected}");
        // A security context stays on the replica that has it (docs/replicas.md).
        var service = operation is "LoginBySspi" or "AnswerSspi" ? World.Services[Array.IndexOf(Clients, client) % World.Services.Count] : Service;
        var isJson = !body.StartsWith("<?xml", StringComparison.Ordinal) && _doors.Next(2) != 0;
        Seen.Add($"{operation} by {(isJson ? "VI-JSON" : "SOAP")}");
        var (exchange, answer) = isJson ? await ByJsonAsync(service, client, body, certificate) : await BySoapAsync(service, client, body, certificate);
        var actual = exchange.Status switch
        {
            500 => Between(answer, "xsi:type=\"", "\""),
            503 => SessionModel.Unavailable,
            _ => expected is "true" or "false" ? Between(answer, "<returnval>", "</returnval>") : "",
        };
        Assert.Equal(expected, actual);
        Assert.Equal(expected switch { "" or "true" or "false" => 200, SessionModel.Unavailable => 503, _ => 500 }, exchange.Status == 204 ? 200 : exchange.Status);
        await CheckEventsAsync();
        return answer;
    }

    /// <summary>The number of some door of the vSphere Automation API.</summary>
    public int AnyAutomationDoor() => _doors.Next(AutomationDoors.Names.Length);

    /// <summary>Makes a request by REST or JSON-RPC and compares the outcome; gives the id of a new session, or the text of another answer.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="door">The number of the door.</param>
    /// <param name="operation">For what.</param>
    /// <param name="expected">The outcome by the model, which knows of the request already.</param>
    /// <param name="proof">What a request for a session brings.</param>
    /// <param name="name">What it is called here; null for the name of the operation.</param>
    public async Task<string> CallAsync(ModelClient client, int door, AutomationOperation operation, string expected, AutomationProof? proof = null, string? name = null)
    {
        name ??= operation.ToString();
        Note($"{Array.IndexOf(Clients, client)} {name} {expected} by {AutomationDoors.Names[door]}");
        Seen.Add($"{name}:{expected}");
        Seen.Add($"{name} by {AutomationDoors.Names[door]}");
        var (status, answer) = await new AutomationDoors(Service).CallAsync(door, operation, Model.HasOneSession ? client.Cookie?.Split('"')[1] : client.ApartId, proof);
        Assert.Equal(expected switch { "" => 200, SessionModel.Unavailable => 503, "NoPermission" => 403, _ => 401 }, status);
        await CheckEventsAsync();
        return answer;
    }

    /// <summary>Sends a request to a path that gives tokens or tickets, and compares the status.</summary>
    /// <param name="name">What it is called here, with its door.</param>
    /// <param name="expected">The status by the model, which knows of the request already.</param>
    /// <param name="exchange">The request.</param>
    /// <param name="handle">Answers it.</param>
    public async Task<string> RequestAsync(string name, int expected, TestExchange exchange, Func<TestExchange, ValueTask> handle)
    {
        Note($"{name} {expected}");
        Seen.Add($"{name}: {expected}");
        await handle(exchange);
        Assert.Equal(expected, exchange.Status);
        await CheckEventsAsync();
        return exchange.Answer;
    }

    /// <summary>The client keeps the id of the session that it was given by REST or JSON-RPC.</summary>
    public async Task KeepAsync(ModelClient client, string id)
    {
        if (!Model.HasOneSession)
        {
            client.ApartId = id;
            return;
        }

        client.Cookie = $"vmware_soap_session=\"{id}\"";
        client.Session!.Key = (await Service.Store.ListAsync(TestContext.Current.CancellationToken))[^1].Key;
    }

    private async Task<(TestExchange Exchange, string Answer)> BySoapAsync(TestService service, ModelClient client, string body, X509Certificate2? certificate)
    {
        var message = body.StartsWith("<?xml", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(body) : TestService.Request(body).Body;
        var exchange = new TestExchange { Body = message, Certificate = certificate, From = "127.0.0.1" }.With("SOAPAction", "urn:vim25/" + World.Version.Name());
        await service.SendAsync(client.Cookie is { } sent ? exchange.With("Cookie", sent) : exchange);
        if (exchange.AnswerHeaders.TryGetValue("Set-Cookie", out var cookie))
            client.Cookie = cookie.Split(';')[0];
        return (exchange, exchange.Answer);
    }

    /// <summary>Makes the same call by VI-JSON, and gives the answer in the spelling of SOAP.</summary>
    private async Task<(TestExchange Exchange, string Answer)> ByJsonAsync(TestService service, ModelClient client, string body, X509Certificate2? certificate)
    {
        Note("by VI-JSON");
        var (path, json) = SoapCallAsJson.Of(XDocument.Parse(Encoding.UTF8.GetString(TestService.Request(body).Body)).Descendants().First(static element => element.Name.NamespaceName == "urn:vim25"), World.Version.Name());
        var exchange = ViJsonCall.Request(path, json, client.Cookie?.Split('"')[1], "127.0.0.1", certificate);
        await service.SendJsonAsync(exchange);
        if (exchange.AnswerHeaders.TryGetValue(ViJsonCall.Session, out var token))
            client.Cookie = $"vmware_soap_session=\"{token}\"";
        return (exchange, JsonAsSoap.Answer(exchange, json is null));
    }

    /// <summary>The same of a call that may give its client a session, whose key the model learns.</summary>
    public async Task<string> BeginAsync(ModelClient client, string operation, string body, string expected, X509Certificate2? certificate = null)
    {
        var answer = await CallAsync(client, operation, body, expected, certificate);
        if (expected.Length > 0)
            return answer;
        var session = client.Session!;
        var key = Between(answer, "<key>", "</key>");
        if (session.Key.Length == 0)
            Assert.DoesNotContain(Model.Sessions, other => other.Key == key);
        else
            Assert.Equal(session.Key, key); // A session that takes on another identity keeps its key.
        session.Key = key;
        Assert.Equal(SessionModel.Display(session.User), Between(answer, "<userName>", "</userName>"));
        return answer;
    }

    /// <summary>In the end the service has the very sessions that the model has.</summary>
    public async Task CheckSessionsAsync()
    {
        var live = await Service.Store.ListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Model.Live.Select(session => session.Key), live.Select(session => session.Key));
    }

    public static string PasswordOf(string user) => user[..1] switch { "a" => "s3cret-A", "r" => "s3cret-R", _ => "s3cret-N" };

    public static string Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        Assert.True(start >= 0, $"{before} is not in {text}");
        start += before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }

    public static T? Pick<T>(IReadOnlyList<T> items, int choice) => items.Count == 0 ? default : items[choice % items.Count];

    /// <summary>The call told of the logins that the model knows of, and of no other.</summary>
    private async Task CheckEventsAsync()
    {
        var posted = new Event[8];
        var (position, count) = await Service.Get<IEventLog>().ReadAsync(_nextEvent, posted, TestContext.Current.CancellationToken);
        _nextEvent = position + count;
        Assert.Equal(
            Model.Events.Select(expected => expected with { User = Spelled(expected.User) }),
            posted.Take(count).Where(IsOfLogin).Select(actual => new ModelEvent(actual.GetType().Name, Spelled(actual.UserName))));
        Model.Events.Clear();
    }

    private static bool IsOfLogin(Event posted) =>
        posted is UserLoginSessionEvent or AlreadyAuthenticatedSessionEvent or BadUsernameSessionEvent or NoAccessUserEvent;

    /// <summary>A name is spelled in several ways: by the client, in its token, by the account.</summary>
    private static string Spelled(string name) => AccountName.TryParse(name, out var account) ? account.Display.ToUpperInvariant() : name;
}
