using System.Security.Cryptography.X509Certificates;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using VimSessionService.Endpoint.Tests.Specification;

namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>Random sequences of every operation of sessions, from many clients, answered as the model of the specification answers them.</summary>
public sealed class SessionMachineTests
{
    internal const string Administrator = "administrator@vsphere.local";
    internal const string Extension = SpecificationWorld.ByCertificate;
    internal const string SubjectExtension = SpecificationWorld.BySubject;

    private const int Clients = 5;
    private const int Sequences = 400;

    private static readonly string[] Users = [Administrator, "reader", "nobody"];
    private static readonly string?[] Locales = [null, "de", "fr_CA", "xx_YY", "de-DE"];

    private static readonly Func<Machine, ModelClient, int, Task>[] Operations =
    [
        Login, Login, Logout, Terminate, Terminate, IsActive, SetLocale, UpdateMessage, Acquire, Acquire, Clone, Clone, Impersonate, Impersonate,
        LoginExtension, LoginSubject, AcquireLocal, LoginByTicket, ReadCurrentSession, ReadSessionList, ReadMessage, Wait,
    ];

    [Fact]
    public async Task No_sequence_gives_an_answer_that_the_specification_does_not()
    {
        var steps = Gen.Choose(0, (Operations.Length * Clients * 1000) - 1).ArrayOf(80);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sequence in steps.Sample(80, Sequences))
            await RunAsync(sequence, seen);

        // What the sequences met: without each of these they would prove less than they seem to.
        foreach (var expected in new[]
        {
            "Login:", "Login:InvalidLogin", "Login:InvalidLocale", "Login:NoPermission", "Logout:", "Logout:NotAuthenticated",
            "Terminate:", "Terminate:NotFound", "Terminate:InvalidArgument", "Terminate:NoPermission", "Terminate:NotAuthenticated",
            "IsActive:true", "IsActive:false", "IsActive:NoPermission", "SetLocale:", "SetLocale:InvalidLocale", "SetLocale:NotAuthenticated",
            "UpdateMessage:", "UpdateMessage:NoPermission", "Acquire:", "Acquire:NotAuthenticated", "Clone:", "Clone:InvalidLogin",
            "Impersonate:", "Impersonate:InvalidLogin", "Impersonate:InvalidLocale", "Impersonate:NoPermission", "Impersonate:NotAuthenticated",
            "AcquireGeneric:", "AcquireGeneric:NotAuthenticated", "AcquireLocal:", "AcquireLocal:NoPermission", "LoginByTicket:", "LoginByTicket:InvalidLogin",
            "LoginExtension:", "LoginExtension:InvalidLogin", "LoginExtension:NoClientCertificate",
            "LoginSubject:", "LoginSubject:InvalidLogin", "LoginSubject:NoClientCertificate", "LoginSubject:InvalidClientCertificate", "LoginSubject:NoSubjectName",
        })
        {
            Assert.Contains(expected, seen);
        }
    }

    private static async Task RunAsync(int[] sequence, HashSet<string> seen)
    {
        using var world = new SpecificationWorld();
        await world.RegisterAsync();
        var machine = new Machine(world);
        try
        {
            foreach (var step in sequence)
            {
                var client = machine.Clients[step % Clients];
                var rest = step / Clients;
                await Operations[rest % Operations.Length](machine, client, rest / Operations.Length);
            }

            await machine.CheckSessionsAsync();
        }
        catch (Xunit.Sdk.XunitException e)
        {
            throw new InvalidOperationException($"After {machine.Trail}: {e.Message}", e);
        }

        seen.UnionWith(machine.Seen);
    }

    private static async Task Login(Machine machine, ModelClient client, int choice)
    {
        var user = Users[choice % 3];
        var isRight = choice / 3 % 5 > 0;
        var locale = choice / 15 % 3 == 0 ? Pick(Locales, choice / 45) : null;
        var expected = machine.Model.Login(client, user, isRight, locale);
        var password = isRight ? user[..1] switch { "a" => "s3cret-A", "r" => "s3cret-R", _ => "s3cret-N" } : "wrong";
        var text = locale is null ? "" : $"<locale>{locale}</locale>";
        await machine.BeginAsync(client, "Login", TestService.LoginBody(user, password, text), expected);
    }

    private static Task<string> Logout(Machine machine, ModelClient client, int choice) =>
        machine.CallAsync(client, "Logout", "<Logout _NS><_this>SessionManager</_this></Logout>", machine.Model.Logout(client));

    private static Task Terminate(Machine machine, ModelClient client, int choice)
    {
        ModelSession[] targets = [.. Enumerable.Range(0, (choice % 2) + 1).Select(i => Pick(machine.Model.Sessions, (choice / 2) + (i * 7))).OfType<ModelSession>()];
        if (targets.Length == 0)
            return Task.CompletedTask;
        var keys = string.Concat(targets.Select(target => $"<sessionId>{target.Key}</sessionId>"));
        return machine.CallAsync(
            client, "Terminate", $"<TerminateSession _NS><_this>SessionManager</_this>{keys}</TerminateSession>", machine.Model.Terminate(client, targets));
    }

    private static Task IsActive(Machine machine, ModelClient client, int choice)
    {
        if (Pick(machine.Model.Sessions, choice / 2) is not { } target)
            return Task.CompletedTask;
        var user = SessionModel.Display(choice % 2 == 0 ? target.User : "somebody");
        return machine.CallAsync(
            client,
            "IsActive",
            $"<SessionIsActive _NS><_this>SessionManager</_this><sessionID>{target.Key}</sessionID><userName>{user}</userName></SessionIsActive>",
            machine.Model.IsActive(client, target, user));
    }

    private static Task<string> SetLocale(Machine machine, ModelClient client, int choice)
    {
        var locale = Pick(Locales, choice) ?? "de";
        return machine.CallAsync(
            client, "SetLocale", $"<SetLocale _NS><_this>SessionManager</_this><locale>{locale}</locale></SetLocale>", machine.Model.SetLocale(client, locale));
    }

    private static Task<string> UpdateMessage(Machine machine, ModelClient client, int choice) => machine.CallAsync(
        client,
        "UpdateMessage",
        $"<UpdateServiceMessage _NS><_this>SessionManager</_this><message>m{choice}</message></UpdateServiceMessage>",
        machine.Model.UpdateMessage(client, $"m{choice}"));

    private static async Task Acquire(Machine machine, ModelClient client, int choice)
    {
        var isGeneric = choice % 2 == 0;
        var expected = machine.Model.AcquireTicket(client, isGeneric);
        var answer = isGeneric
            ? await machine.CallAsync(
                client,
                "AcquireGeneric",
                "<AcquireGenericServiceTicket _NS><_this>SessionManager</_this><spec xsi:type=\"SessionManagerVmomiServiceRequestSpec\"><method>CloneSession</method></spec></AcquireGenericServiceTicket>",
                expected)
            : await machine.CallAsync(client, "Acquire", "<AcquireCloneTicket _NS><_this>SessionManager</_this></AcquireCloneTicket>", expected);
        if (expected.Length == 0)
            machine.Model.Tickets[^1].Text = isGeneric ? Machine.Between(answer, "<id>", "</id>") : Machine.Between(answer, "<returnval>", "</returnval>");
    }

    private static async Task AcquireLocal(Machine machine, ModelClient client, int choice)
    {
        var user = Users[choice % 3];
        var expected = machine.Model.AcquireLocalTicket(client, user);
        var answer = await machine.CallAsync(
            client, "AcquireLocal", $"<AcquireLocalTicket _NS><_this>SessionManager</_this><userName>{user}</userName></AcquireLocalTicket>", expected);
        if (expected.Length == 0)
            machine.Model.LocalTickets[^1].Password = machine.World.Files.ByPath[Machine.Between(answer, "<passwordFilePath>", "</passwordFilePath>")];
    }

    private static Task LoginByTicket(Machine machine, ModelClient client, int choice)
    {
        if (Pick(machine.Model.LocalTickets, choice / 4) is not { } ticket)
            return Task.CompletedTask;
        var user = choice % 4 == 0 ? Users[choice / 4 % 2] : ticket.User;
        var expected = machine.Model.LoginByTicket(client, user, ticket);
        return machine.BeginAsync(client, "LoginByTicket", TestService.LoginBody(user, ticket.Password), expected);
    }

    private static Task LoginExtension(Machine machine, ModelClient client, int choice)
    {
        var certificate = (choice % 4) switch { 0 => null, 1 => machine.World.Issued, _ => machine.World.Own };
        var expected = machine.Model.LoginExtension(client, certificate is not null, choice % 4 > 1);
        var body = $"<LoginExtensionByCertificate _NS><_this>SessionManager</_this><extensionKey>{Extension}</extensionKey></LoginExtensionByCertificate>";
        return machine.BeginAsync(client, "LoginExtension", body, expected, certificate);
    }

    private static Task LoginSubject(Machine machine, ModelClient client, int choice)
    {
        var certificate = (choice % 5) switch { 0 => null, 1 => machine.World.Own, _ => machine.World.Issued };
        var isBySubject = choice / 5 % 4 > 0;
        var expected = machine.Model.LoginSubject(client, isBySubject, certificate is not null, choice % 5 > 1);
        var key = isBySubject ? SubjectExtension : Extension;
        var body = $"<LoginExtensionBySubjectName _NS><_this>SessionManager</_this><extensionKey>{key}</extensionKey></LoginExtensionBySubjectName>";
        return machine.BeginAsync(client, "LoginSubject", body, expected, certificate);
    }

    private static Task Clone(Machine machine, ModelClient client, int choice)
    {
        // Now and then something that is no ticket: a session's key.
        var ticket = choice % 5 == 0 ? null : Pick(machine.Model.Tickets, choice);
        var text = ticket?.Text ?? Pick(machine.Model.Sessions, choice)?.Key ?? "cst-VCT-1";
        return machine.BeginAsync(
            client, "Clone", $"<CloneSession _NS><_this>SessionManager</_this><cloneTicket>{text}</cloneTicket></CloneSession>", machine.Model.Clone(client, ticket));
    }

    private static Task<string> Impersonate(Machine machine, ModelClient client, int choice)
    {
        var user = Users[choice % 3];
        var locale = choice / 3 % 4 == 0 ? Pick(Locales, choice / 12) : null;
        var text = locale is null ? "" : $"<locale>{locale}</locale>";
        return machine.CallAsync(
            client,
            "Impersonate",
            $"<ImpersonateUser _NS><_this>SessionManager</_this><userName>{user}</userName>{text}</ImpersonateUser>",
            machine.Model.Impersonate(client, user, locale));
    }

    private static async Task ReadCurrentSession(Machine machine, ModelClient client, int choice)
    {
        var session = machine.Model.Enter(client);
        var answer = await machine.CallAsync(client, "CurrentSession", TestService.Fetch("currentSession"), "");
        Assert.Equal(session?.Key, answer.Contains("<key>", StringComparison.Ordinal) ? Machine.Between(answer, "<key>", "</key>") : null);
        if (session is not null)
        {
            Assert.Equal(SessionModel.Display(session.User), Machine.Between(answer, "<userName>", "</userName>"));
            Assert.Equal(session.Locale, Machine.Between(answer, "<locale>", "</locale>"));
        }
    }

    private static async Task ReadSessionList(Machine machine, ModelClient client, int choice)
    {
        var fault = machine.Model.Refuse(client);
        var answer = await machine.CallAsync(client, "SessionList", TestService.Fetch("sessionList"), fault ?? "");
        if (fault is null)
            Assert.Equal(machine.Model.Live.Select(session => session.Key), answer.Split("<key>").Skip(1).Select(part => part[..part.IndexOf('<', StringComparison.Ordinal)]));
    }

    private static async Task ReadMessage(Machine machine, ModelClient client, int choice)
    {
        var fault = machine.Model.Enter(client) is null ? "NotAuthenticated" : "";
        var answer = await machine.CallAsync(client, "Message", TestService.Fetch("message"), fault);
        if (fault.Length == 0)
            Assert.Equal(machine.Model.Message, Machine.Between(answer, "xsd:string\">", "</returnval>"));
    }

    private static Task Wait(Machine machine, ModelClient client, int choice)
    {
        var time = TimeSpan.FromMinutes(choice % 4 == 0 ? 16 : choice % 10);
        machine.Model.Advance(time);
        machine.Service.Time.Advance(time);
        machine.Note($"{time.TotalMinutes} min");
        return Task.CompletedTask;
    }

    private static T? Pick<T>(IReadOnlyList<T> items, int choice) => items.Count == 0 ? default : items[choice % items.Count];

    /// <summary>The service beside the model, with the same clients.</summary>
    private sealed class Machine(SpecificationWorld world)
    {
        private readonly StringBuilder _trail = new();

        public SpecificationWorld World { get; } = world;

        public TestService Service => World.Service;

        public SessionModel Model { get; } = new();

        public ModelClient[] Clients { get; } = [.. Enumerable.Range(0, SessionMachineTests.Clients).Select(_ => new ModelClient())];

        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

        public string Trail => _trail.ToString();

        public void Note(string what) => _trail.Append(what).Append("; ");

        /// <summary>Makes a call and compares the outcome: the fault, <c>true</c> or <c>false</c>, or nothing for success.</summary>
        public async Task<string> CallAsync(ModelClient client, string operation, string body, string expected, X509Certificate2? certificate = null)
        {
            Note($"{Array.IndexOf(Clients, client)} {operation} {expected}");
            Seen.Add($"{operation}:{expected}");
            var exchange = new TestExchange { Body = TestService.Request(body).Body, Certificate = certificate, From = "127.0.0.1" }.With("SOAPAction", "urn:vim25/8.0.3.0");
            await Service.SendAsync(client.Cookie is { } sent ? exchange.With("Cookie", sent) : exchange);
            var answer = exchange.Answer;
            var actual = exchange.Status == 500
                ? Between(answer, "xsi:type=\"", "\"")
                : expected is "true" or "false" ? Between(answer, "<returnval>", "</returnval>") : "";
            Assert.Equal(expected, actual);
            Assert.Equal(expected.Length == 0 || expected is "true" or "false" ? 200 : 500, exchange.Status);
            if (exchange.AnswerHeaders.TryGetValue("Set-Cookie", out var cookie))
                client.Cookie = cookie.Split(';')[0];
            return answer;
        }

        /// <summary>The same of a call that may give its client a session, whose key the model learns.</summary>
        public async Task BeginAsync(ModelClient client, string operation, string body, string expected, X509Certificate2? certificate = null)
        {
            var answer = await CallAsync(client, operation, body, expected, certificate);
            if (expected.Length > 0)
                return;
            var session = client.Session!;
            var key = Between(answer, "<key>", "</key>");
            if (session.Key.Length == 0)
                Assert.DoesNotContain(Model.Sessions, other => other.Key == key);
            else
                Assert.Equal(session.Key, key); // A session that takes on another identity keeps its key.
            session.Key = key;
            Assert.Equal(SessionModel.Display(session.User), Between(answer, "<userName>", "</userName>"));
        }

        /// <summary>In the end the service has the very sessions that the model has.</summary>
        public async Task CheckSessionsAsync()
        {
            var live = await Service.Store.ListAsync(TestContext.Current.CancellationToken);
            Assert.Equal(Model.Live.Select(session => session.Key), live.Select(session => session.Key));
        }

        public static string Between(string text, string before, string after)
        {
            var start = text.IndexOf(before, StringComparison.Ordinal);
            Assert.True(start >= 0, $"{before} is not in {text}");
            start += before.Length;
            return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
        }
    }
}
