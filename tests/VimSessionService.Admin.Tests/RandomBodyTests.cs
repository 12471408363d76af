using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using VimSessionService.Fuzz;

namespace VimSessionService.Admin.Tests;

/// <summary>Random bodies to every path of the admin API that takes one: each is used, or refused by a problem that names what is wrong.</summary>
public sealed class RandomBodyTests
{
    private const int Inputs = 2_000;
    private const int Seed = 20261129;

    private static readonly (string Method, string Path, string Body)[] Sound =
    [
        ("POST", "users", """{"name":"svc@vsphere.local","password":"1234","role":"ReadOnly","groups":["Robots"],"fullName":"a"}"""),
        ("POST", "groups", """{"name":"Robots","members":["alice"],"memberGroups":["Machines"],"role":"ReadOnly"}"""),
        ("PATCH", "groups/Robots", """{"add":["svc@vsphere.local"],"remove":["alice"],"addGroups":["Machines"],"removeGroups":["Robots"]}"""),
        ("POST", "users/svc@vsphere.local/lock", """{"for":"5m"}"""),
        ("PUT", "lockout", """{"maxAttempts":3,"window":"1m","unlockAfter":"2m"}"""),
        ("POST", "roles", """{"name":"Monitor","privileges":["Sessions.ValidateSession","System.View"]}"""),
        ("PUT", "roles/Monitor", """{"name":"Other","privileges":[]}"""),
        ("PUT", "permissions", """{"principal":"Robots","group":true,"role":"ReadOnly","propagate":true}"""),
        ("POST", "extensions", """{"key":"com.example.tool","subjectName":"CN=tool"}"""),
        ("POST", "outages", """{"id":"sso","mode":"unavailable","doors":["sts"],"for":"5m"}"""),
        ("POST", "rules", """{"id":"slow","when":{"operations":["Login"],"doors":["soap"],"users":["svc@vsphere.local"]},"calls":{"times":2,"after":1,"probability":0.5},"answer":{"latency":"1ms","jitter":"1ms"},"expiresAfter":"5m"}"""),
        ("PUT", "rules", """[{"answer":{"fault":{"type":"NoPermission","fields":{"object":"Folder:group-d1","privilegeId":"System.View"}}}},{"answer":{"connection":"truncated","bytes":5}}]"""),
        ("PUT", "rules/slow", """{"answer":{"status":503,"body":"x"}}"""),
        ("PUT", "limits", """{"maxSessions":7,"idleTimeout":"5m"}"""),
        ("POST", "clock/advance", """{"by":"1m"}"""),
        ("PUT", "clock", """{"time":"2030-01-01T00:00:00Z","rate":2}"""),
        ("PUT", "scenario", """{"description":"a","users":[{"name":"a@vsphere.local","password":"b","role":"ReadOnly"}],"groups":[{"name":"Machines","members":["a"],"memberGroups":["Robots"]}],"steps":[{"at":"+5m","expire":{},"join":{"user":"a","group":"Machines"}}]}"""),
        ("POST", "leaks/assert", """{"allowed":0}"""),
    ];

    [Fact]
    public async Task Random_bodies_are_used_or_refused()
    {
        await using var host = await LabHost.StartAsync();
        var random = new Random(Seed);
        var statuses = new Dictionary<HttpStatusCode, int>();
        for (var i = 0; i < Inputs; i++)
        {
            var (method, path, sound) = Sound[random.Next(Sound.Length)];
            var body = random.Next(10) == 0 ? sound : Changed(sound, random);
            var (status, content) = await host.SendAsync(new HttpMethod(method), path, body, mediaType: path == "scenario" && random.Next(2) == 0 ? "application/yaml" : "application/json");
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            var input = string.Create(CultureInfo.InvariantCulture, $"input {i} of seed {Seed}: {method} {path} is answered {(int)status} {content}\n{body}");
            Assert.True((int)status < 500, input);
            if (content.Length > 0)
                AssertJson(content, (int)status >= 400, input);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", statuses.Select(static status => $"{(int)status.Key}: {status.Value}")));
        Assert.True(statuses.Where(static status => (int)status.Key < 300).Sum(static status => status.Value) > Inputs / 20);
    }

    /// <summary>Snapshots of a service with sessions, tickets, rules and accounts of every kind, changed.</summary>
    [Fact]
    public async Task Random_snapshots_are_restored_or_refused()
    {
        await using var host = await LabHost.StartAsync();
        var (_, _, cookie) = await host.LoginAsync();
        await host.CallAsync("<AcquireCloneTicket xmlns=\"urn:vim25\"><_this>SessionManager</_this></AcquireCloneTicket>", cookie);
        foreach (var (method, path, body) in Sound)
            await host.SendAsync(new HttpMethod(method), path, body);
        var (taken, sound) = await host.SendAsync(HttpMethod.Get, "snapshot");
        Assert.Equal(HttpStatusCode.OK, taken);
        var random = new Random(Seed);
        var restored = 0;
        for (var i = 0; i < Inputs; i++)
        {
            var (status, content) = await host.SendAsync(HttpMethod.Put, "snapshot", i == 0 ? sound : Changed(sound, random));
            var input = string.Create(CultureInfo.InvariantCulture, $"input {i} of seed {Seed}: the answer is {(int)status} {content}");
            Assert.True((int)status < 500, input);
            Assert.True(i > 0 || (int)status < 300, input);
            if (content.Length > 0)
                AssertJson(content, (int)status >= 400, input);
            restored += (int)status < 300 ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{restored} of {Inputs} restored");
        Assert.InRange(restored, Inputs / 50, Inputs);
    }

    /// <summary>Bytes changed, or a value replaced by one of another kind.</summary>
    private static string Changed(string sound, Random random)
    {
        if (random.Next(2) == 0)
            return Encoding.UTF8.GetString(Bending.Bend(Encoding.UTF8.GetBytes(sound), random));
        string[] values = ["null", "true", "-1", "1e999", "99999999999999999999", "\"\"", "\"\\ud800\"", "[]", "{}", "[[[[{}]]]]", "\"9999999d\"", "\"-1s\"", "\"a\\u0000b\""];
        var colon = sound.IndexOf(':', random.Next(sound.Length));
        if (colon < 0)
            return sound[..random.Next(sound.Length)];
        var end = sound.AsSpan(colon + 1).IndexOfAny(",}]");
        return string.Concat(sound.AsSpan(0, colon + 1), values[random.Next(values.Length)], sound.AsSpan(end < 0 ? sound.Length : colon + 1 + end));
    }

    private static void AssertJson(string content, bool isProblem, string input)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            Assert.True(!isProblem || json.RootElement.TryGetProperty("title", out _), input);
        }
        catch (JsonException)
        {
            Assert.Fail(input);
        }
    }
}
