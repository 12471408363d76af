using System.Text.Json;
using System.Text.Json.Nodes;
using VimSessionService.Testing;

namespace VimSessionService.Admin.Tests;

/// <summary>
/// The work on a body that is sent to the admin API grows with its size and no faster. Bodies are refused, most for their end, so that all of them is read and the state stays as
/// it was; snapshots are restored.
/// </summary>
[Collection(GrowthCollection.Name)]
public sealed class BodyGrowthTests
{
    private const string Refused = ",\"noSuchField\":1}";

    /// <summary>The method, the path and the body of a size; and the smaller size.</summary>
    private static readonly Dictionary<string, (string Method, string Path, Func<int, string> Make, int N)> Bodies = new(StringComparer.Ordinal)
    {
        ["groups of a user"] = ("POST", "users", n => $"{{\"name\":\"alice@vsphere.local\",\"groups\":[{List(n, i => $"\"g{i}\"")}]}}", 1_000),
        ["the password of a user"] = ("POST", "users", n => $"{{\"name\":\"u\",\"password\":\"{new string('a', n)}\"}}", 10_000),
        ["fields of a user"] = ("POST", "users", n => $"{{\"name\":\"u\",{List(n, i => $"\"x{i}\":1")}}}", 1_000),
        ["the name of a user"] = ("POST", "users", n => $"{{\"name\":\"{new string('a', n)}\"{Refused}", 10_000),
        ["members of a group"] = ("POST", "groups", n => $"{{\"name\":\"g\",\"members\":[{List(n, _ => "\"alice@vsphere.local\"")},\"nobody\"]}}", 400),
        ["groups in a group"] = ("POST", "groups", n => $"{{\"name\":\"g\",\"memberGroups\":[{List(n, i => $"\"g{i}\"")}]}}", 1_000),
        ["who comes and goes"] = ("PATCH", "groups/g", n => $"{{\"add\":[{List(n, _ => "\"alice@vsphere.local\"")}],\"remove\":[{List(n, _ => "\"alice@vsphere.local\"")}]}}", 200),
        ["privileges of a role"] = ("POST", "roles", n => $"{{\"name\":\"r\",\"privileges\":[{List(n, _ => "\"System.View\"")},\"none\"]}}", 800),
        ["privileges that there are not"] = ("POST", "roles", n => $"{{\"name\":\"r\",\"privileges\":[{List(n, i => $"\"P{i}\"")}]}}", 1_000),
        ["rules"] = ("PUT", "rules", n => $"[{List(n, _ => "{\"answer\":{\"latency\":\"1ms\"}}")},{{\"answer\":{{}}}}]", 200),
        ["rules with names"] = ("PUT", "rules", n => $"[{List(n, i => $"{{\"id\":\"r{i}\",\"answer\":{{\"latency\":\"1ms\"}}}}")},{{\"answer\":{{}}}}]", 200),
        ["rules with one name"] = ("PUT", "rules", n => $"[{List(n, i => $"{{\"id\":\"r{Math.Min(i, n - 2)}\",\"answer\":{{\"latency\":\"1ms\"}}}}")}]", 200),
        ["too many rules"] = ("PUT", "rules", n => $"[{List(n, _ => "{\"answer\":{\"latency\":\"1ms\"}}")}]", 1_100),
        ["operations of a rule"] = ("POST", "rules", n => $"{{\"when\":{{\"operations\":[{List(n, _ => "\"Login\"")},\"none\"]}},\"answer\":{{\"latency\":\"1ms\"}}}}", 800),
        ["users of a rule"] = ("POST", "rules", n => $"{{\"when\":{{\"users\":[{List(n, i => $"\"u{i}\"")}]}},\"answer\":{{}}}}", 1_000),
        ["the pattern of a rule"] = ("POST", "rules", n => $"{{\"when\":{{\"userAgent\":\"{string.Concat(Enumerable.Repeat("*a", n))}\"}},\"answer\":{{}}}}", 4_000),
        ["the body of an answer"] = ("POST", "rules", n => $"{{\"answer\":{{\"status\":99,\"body\":\"{new string('a', n)}\"}}}}", 10_000),
        ["the fields of a fault"] = ("POST", "rules", n => $"{{\"answer\":{{\"fault\":{{\"type\":\"NoPermission\",\"fields\":{{{List(n, i => $"\"x{i}\":1")}}}}}}}}}", 800),
        ["a value of a fault"] = ("POST", "rules", n => $"{{\"answer\":{{\"fault\":{{\"type\":\"NoPermission\",\"fields\":{{\"privilegeId\":\"{new string('a', n)}\",\"x\":1}}}}}}}}", 10_000),
        ["doors of an outage"] = ("POST", "outages", n => $"{{\"mode\":\"unavailable\",\"doors\":[{List(n, _ => "\"sts\"")},\"none\"]}}", 1_000),
        ["the scenario"] = ("PUT", "scenario", n => $"{{\"users\":[{List(n, i => $"{{\"name\":\"u{i}\"}}")}],\"groups\":[{List(n, i => $"{{\"name\":\"g{i}\",\"members\":[\"u{n - i - 1}\"]}}")}],\"steps\":[{{\"at\":\"1s\"}}]}}", 150),
        ["brackets"] = ("PUT", "rules", n => new string('[', n), 10_000),
        ["what does not end"] = ("PUT", "limits", n => $"{{\"maxSessions\":{new string('1', n)}", 10_000),
        ["escapes"] = ("PUT", "limits", n => $"{{\"{string.Concat(Enumerable.Repeat("\\u0061", n))}\":1}}", 2_000),
    };

    /// <summary>What a snapshot has more of; and n.</summary>
    private static readonly Dictionary<string, (Func<int, string> Make, int N)> Snapshots = new(StringComparer.Ordinal)
    {
        ["users"] = (n => $"\"users\":[{List(n, i => $"{{\"name\":\"u{i}\",\"groups\":[\"a\"]}}")}]", 250),
        ["failures of a user"] = (n => $"\"users\":[{{\"name\":\"u\",\"failures\":[{List(n, _ => "\"1s\"")}]}}]", 1_000),
        ["roles"] = (n => $"\"roles\":[{Roles(n)}]", 150),
        ["permissions and roles"] = (n => $"\"roles\":[{Roles(n)}],\"permissions\":[{List(n, i => $"{{\"principal\":\"u{i}\",\"group\":false,\"role\":\"r{n - i - 1}\",\"propagate\":true}}")}]", 80),
        ["groups"] = (n => $"\"groups\":[{List(n, i => $"{{\"name\":\"g{i}\",\"groups\":[]}}")}]", 250),
        ["groups in each other"] = (n => $"\"groups\":[{List(n, i => $"{{\"name\":\"g{i}\",\"groups\":[{(i == 0 ? "" : $"\"g{i / 2}\"")}]}}")}]", 200),
        ["extensions"] = (n => $"\"extensions\":[{List(n, i => $"{{\"key\":\"com.example.e{i}\",\"label\":\"a\",\"summary\":\"b\",\"version\":\"1\"}}")}]", 100),
        ["sessions"] = (n => $"\"sessions\":[{List(n, Session)}]", 30),
        ["tickets"] = (n => $"\"tickets\":[{List(n, i => $"{{\"hash\":\"{i:x64}\",\"purpose\":\"clone\",\"userName\":\"u\",\"sessionKey\":null,\"expiresIn\":\"1s\"}}")}]", 80),
        ["rules"] = (n => $"\"rules\":[{List(n, i => $"{{\"rule\":{{\"id\":\"r{i}\",\"answer\":{{\"latency\":\"1ms\"}}}},\"matched\":0,\"applied\":0}}")}]", 100),
        ["outages"] = (n => $"\"outages\":[{List(n, i => $"{{\"id\":\"o{i}\",\"doors\":[\"sts\"],\"mode\":\"unavailable\"}}")}]", 24),
    };

    public static TheoryData<string> OfBodies => [.. Bodies.Keys];

    public static TheoryData<string> OfSnapshots => [.. Snapshots.Keys];

    [Theory]
    [MemberData(nameof(OfBodies))]
    public async Task A_body(string what)
    {
        var (method, path, make, n) = Bodies[what];
        await using var host = await LabHost.StartAsync();
        await host.SendAsync(HttpMethod.Post, "groups", "{\"name\":\"g\"}");
        await Growth.AssertLinearAsync(what, make, async body =>
        {
            var (status, answer) = await host.SendAsync(new HttpMethod(method), path, body);
            Assert.True((int)status is >= 400 and < 500, $"{what}: {(int)status} {answer}");
        }, n);
    }

    [Theory]
    [MemberData(nameof(OfSnapshots))]
    public async Task A_snapshot(string what)
    {
        var (make, n) = Snapshots[what];
        await using var host = await LabHost.StartAsync();
        var (_, taken) = await host.SendAsync(HttpMethod.Get, "snapshot");
        await Growth.AssertLinearAsync(what, size => With(taken, $"{{{make(size)}}}"), async body =>
        {
            var (status, answer) = await host.SendAsync(HttpMethod.Put, "snapshot", body);
            Assert.True((int)status < 300, $"{what}: {(int)status} {answer}");
        }, n);
    }

    /// <summary>A snapshot with more in its lists.</summary>
    private static string With(string snapshot, string lists)
    {
        var document = JsonNode.Parse(snapshot)!.AsObject();
        foreach (var (name, values) in JsonNode.Parse(lists)!.AsObject())
        {
            foreach (var value in values!.AsArray())
                document[name]!.AsArray().Add(value!.DeepClone());
        }

        return document.ToJsonString();
    }

    private static string Roles(int n) => List(n, i => $"{{\"id\":{1_000 + i},\"name\":\"r{i}\",\"system\":false,\"privileges\":[\"System.View\"]}}");

    private static string Session(int i) => JsonSerializer.Serialize(new
    {
        key = new Guid(i + 1, 1, 1, new byte[8]).ToString("D"),
        tokenHashes = new[] { $"{i:x64}" },
        owner = "u",
        userName = "u",
        fullName = "u",
        groups = Array.Empty<string>(),
        ownGroups = 0,
        locale = "en",
        messageLocale = "en",
        door = "soap",
        ipAddress = "127.0.0.1",
        userAgent = "a",
        loginTime = DateTimeOffset.UtcNow,
        age = "1s",
        idle = "1s",
        callCount = 1,
    });

    private static string List(int n, Func<int, string> make) => string.Join(',', Enumerable.Range(0, n).Select(make));
}
