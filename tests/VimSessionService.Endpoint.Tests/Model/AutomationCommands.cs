using System.Text;
using System.Text.Json;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Tests.Specification;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Vapi.SharedSession;
using VimSessionService.Vapi.Tests;

namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>Sessions by REST and by JSON-RPC, the exchange of tokens, and the tickets of the common session.</summary>
internal static class AutomationCommands
{
    private const string Types = "urn:ietf:params:oauth:token-type:";
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>Whom access tokens name, with their groups, and who that is.</summary>
    private static readonly (string Claim, string Group, string User)[] Subjects =
    [
        ("ada@EXAMPLE.COM", "operators", SessionModel.Stranger), ("administrator@vsphere.local", "", SessionModel.Administrator), ("bob@EXAMPLE.COM", "", @"EXAMPLE.COM\bob"),
    ];

    /// <summary>What access tokens are like.</summary>
    private static readonly string[] AccessKinds = ["Good", "Good", "Good", "Expired", "Untrusted"];

    public static async Task Create(Machine machine, ModelClient client, int choice)
    {
        var user = Machine.Users[choice % 3];
        var isRight = choice / 3 % 5 > 0;
        var expected = machine.Model.Create(client, user, isRight);
        var proof = new AutomationProof.Password(user, isRight ? Machine.PasswordOf(user) : "wrong");
        await BeginAsync(machine, client, machine.AnyAutomationDoor(), expected, proof, "Create");
    }

    /// <summary>By a SAML token, that of a bearer or one whose holder signs the request; now and then a request that was sent before.</summary>
    public static async Task CreateByToken(Machine machine, ModelClient client, int choice)
    {
        var request = choice % 5 == 0 ? Machine.Pick(machine.Model.TokenRequests, choice / 5) : null;
        if (request is null)
        {
            var token = (choice % 5) switch
            {
                1 => Machine.Pick(machine.Model.Tokens, choice / 5),
                2 => machine.Model.Tokens.FindLast(static known => known.Kind == "Exchanged"),
                _ => null,
            };
            token ??= FederatedLoginCommands.Make(machine, choice / 5, locale: null);
            request = new ModelTokenRequest(token, machine.AnyAutomationDoor(), machine.Model.Now, machine.Model.TokenRequests.Count);
            machine.Model.TokenRequests.Add(request);
        }

        var signer = (request.Token.IsBoundToKey, request.Token.IsSignedByThatKey) switch { (false, _) => null, (_, true) => TestKeys.Holder, _ => TestKeys.Attacker };
        var proof = new AutomationProof.Saml(request.Token.Assertion, signer, TestKeys.Now + request.Made, request.Number);
        await BeginAsync(machine, client, request.Door, machine.Model.CreateByToken(client, request), proof, "CreateBy" + request.Token.Kind);
    }

    /// <summary>By an access token of the OpenID provider, which opens sessions from 9.1 on.</summary>
    public static async Task CreateByAccess(Machine machine, ModelClient client, int choice)
    {
        var access = MakeAccess(machine, choice);
        var expected = machine.Model.CreateByAccess(client, access);
        await BeginAsync(machine, client, machine.AnyAutomationDoor(), expected, new AutomationProof.Access(access.Text), "CreateByAccess" + access.Kind);
    }

    public static async Task Get(Machine machine, ModelClient client, int choice)
    {
        var session = machine.Model.EnterAutomation(client);
        var answer = await machine.CallAsync(client, machine.AnyAutomationDoor(), AutomationOperation.Get, session is null ? "NotAuthenticated" : "");
        if (session is not null)
            Assert.Contains($"\"{NameOf(session.User)}\"", answer, StringComparison.Ordinal);
    }

    public static Task Delete(Machine machine, ModelClient client, int choice) =>
        machine.CallAsync(client, machine.AnyAutomationDoor(), AutomationOperation.Delete, machine.Model.Delete(client));

    /// <summary>Exchanges an access token for a SAML token, which logins by tokens find among the others.</summary>
    public static async Task Exchange(Machine machine, ModelClient client, int choice)
    {
        var isOld = choice % 2 == 0;
        var access = MakeAccess(machine, choice / 2);
        var (status, ends) = machine.Model.Exchange(access);
        var body = isOld
            ? $$$"""{"spec":{"grant_type":"urn:ietf:params:oauth:grant-type:token-exchange","subject_token":"{{{access.Text}}}","subject_token_type":"{{{Types}}}access_token"}}"""
            : $"grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token_type={Types}access_token&subject_token={access.Text}";
        var exchange = new TestExchange { Target = isOld ? "/rest/vcenter/tokenservice/token-exchange" : "/api/vcenter/authentication/token", Body = Encoding.UTF8.GetBytes(body), From = "127.0.0.1" };
        exchange.With("Host", "vc.example.com").With("Content-Type", isOld ? "application/json" : Form).With("Authorization", "Bearer " + access.Text);

        var answer = await machine.RequestAsync(isOld ? "Exchange by older REST" : "Exchange by REST", status, exchange, machine.Service.Get<DoorRouter>().Find(exchange)!);

        if (status != 200)
            return;
        using var json = JsonDocument.Parse(answer);
        var given = isOld ? json.RootElement.GetProperty("value") : json.RootElement;
        Assert.Equal((ends - machine.Model.Now).TotalSeconds, given.GetProperty("expires_in").GetInt32());
        FederatedLoginCommands.Take(machine, access, ends, Encoding.UTF8.GetString(Convert.FromBase64String(given.GetProperty("access_token").GetString()!)));
    }

    /// <summary>Asks for a clone ticket of the common session, which CloneSession finds among the other tickets.</summary>
    public static async Task Share(Machine machine, ModelClient client, int choice)
    {
        var isRight = choice % 5 > 0;
        var status = machine.Model.Share(isRight);
        var service = machine.World.Service; // each replica has a common session of its own (docs/replicas.md)
        var shared = service.Get<SharedSessionOptions>();
        var exchange = new TestExchange { Verb = "GET", Target = shared.Path, From = "127.0.0.1" }.With("Authorization", "Bearer " + (isRight ? shared.Token : "another-secret-of-somebody"));

        var answer = await machine.RequestAsync("Share by shared-session", status, exchange, service.Get<SharedSessionEndpoint>().HandleAsync);

        if (status != 200)
            return;
        using var json = JsonDocument.Parse(answer);
        var ticket = machine.Model.Tickets[^1];
        ticket.Text = json.RootElement.GetProperty("token").GetString()!;
        if (ticket.Session.Key.Length == 0)
            ticket.Session.Key = (await machine.Service.Store.ListAsync(TestContext.Current.CancellationToken))[^1].Key;
    }

    private static async Task BeginAsync(Machine machine, ModelClient client, int door, string expected, AutomationProof proof, string name)
    {
        var id = await machine.CallAsync(client, door, AutomationOperation.Create, expected, proof, name);
        if (expected.Length == 0)
            await machine.KeepAsync(client, id);
    }

    private static ModelAccess MakeAccess(Machine machine, int choice)
    {
        var (claim, group, user) = Machine.Pick(Subjects, choice);
        var kind = Machine.Pick(AccessKinds, choice / Subjects.Length)!;
        var life = kind == "Expired" ? -11 : 1 + (choice % 7);
        var ends = machine.Model.Now + TimeSpan.FromMinutes(life);
        var payload = $$"""{"iss":"{{Provider.Issuer}}","aud":"{{Provider.Audience}}","upn":"{{claim}}","groups":["{{group}}"],"exp":{{(TestKeys.Now + ends).ToUnixTimeSeconds()}}}""";
        var text = SpecificationWorld.Provider.Token(payload.Replace("[\"\"]", "[]", StringComparison.Ordinal), key: kind == "Untrusted" ? SpecificationWorld.OtherKey : null);
        return new ModelAccess(kind, claim, user, ends, text);
    }

    /// <summary>A user as the vSphere Automation API shows it: the domain comes after the name.</summary>
    private static string NameOf(string user) => SessionModel.Display(user).Split('\\') is [var domain, var name] ? $"{name}@{domain}" : user;
}
