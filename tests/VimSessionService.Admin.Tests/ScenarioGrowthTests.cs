using VimSessionService.Hosting;
using VimSessionService.Lab.Scenarios;
using VimSessionService.Lab.Scenarios.Reading;
using VimSessionService.Testing;

namespace VimSessionService.Admin.Tests;

/// <summary>The work on a scenario grows with its size and no faster, whichever of its lists and texts is longer, in YAML and in JSON.</summary>
[Collection(GrowthCollection.Name)]
public sealed class ScenarioGrowthTests
{
    /// <summary>What a scenario in JSON has n times, or n long; and n. All of it is YAML, too.</summary>
    private static readonly Dictionary<string, (Func<int, string> Make, int N)> Scenarios = new(StringComparer.Ordinal)
    {
        ["users"] = (n => Part("users", n, i => $"{{\"name\":\"u{i}\"}}"), 300),
        ["users and roles"] = (n => $"{Roles(n)},{Part("users", n, i => $"{{\"name\":\"u{i}\",\"role\":\"r{n - i - 1}\"}}")}", 150),
        ["users and a role that there is not"] = (n => $"{Roles(n)},{Part("users", n, i => $"{{\"name\":\"u{i}\",\"role\":\"other\"}}")}", 150),
        ["groups and roles"] = (n => $"{Roles(n)},{Part("groups", n, i => $"{{\"name\":\"g{i}\",\"role\":\"r{n - i - 1}\"}}")}", 150),
        ["permissions and roles"] = (n => $"{Roles(n)},{Part("permissions", n, i => $"{{\"principal\":\"u{i}\",\"role\":\"r{n - i - 1}\"}}")}", 150),
        ["users with one name"] = (n => Part("users", n, i => $"{{\"name\":\"u{Math.Min(i, n - 2)}\"}}"), 300),
        ["groups of a user"] = (n => $"\"users\":[{{\"name\":\"u\",\"groups\":[{List(n, i => $"\"g{i}\"")}]}}]", 600),
        ["members of a group"] = (n => $"{Part("users", n, i => $"{{\"name\":\"u{i}\"}}")},\"groups\":[{{\"name\":\"g\",\"members\":[{List(n, i => $"\"u{n - i - 1}\"")}]}}]", 200),
        ["members that there are not"] = (n => $"\"groups\":[{{\"name\":\"g\",\"members\":[{List(n, i => $"\"u{i}\"")}]}}]", 600),
        ["groups in a group"] = (n => $"\"groups\":[{List(n, i => $"{{\"name\":\"g{i}\",\"memberGroups\":[\"g{n - i - 1}\"]}}")}]", 200),
        ["privileges of a role"] = (n => $"\"roles\":[{{\"name\":\"r\",\"privileges\":[{List(n, _ => "\"System.View\"")}]}}]", 600),
        ["extensions"] = (n => Part("extensions", n, i => $"{{\"key\":\"com.example.e{i}\"}}"), 200),
        ["rules"] = (n => Part("rules", n, i => $"{{\"id\":\"r{i}\",\"answer\":{{\"latency\":\"1ms\"}}}}"), 150),
        ["operations of a rule"] = (n => $"\"rules\":[{{\"when\":{{\"operations\":[{List(n, _ => "\"Login\"")}]}},\"answer\":{{\"latency\":\"1ms\"}}}}]", 600),
        ["the body of an answer"] = (n => $"\"rules\":[{{\"answer\":{{\"status\":503,\"body\":\"{new string('a', n)}\"}}}}]", 8_000),
        ["outages"] = (n => Part("outages", n, i => $"{{\"id\":\"o{i}\",\"mode\":\"unavailable\"}}"), 200),
        ["steps"] = (n => Part("steps", n, i => $"{{\"at\":\"+{i}s\",\"lock\":{{\"user\":\"u{i}\"}}}}"), 200),
        ["rules of a step"] = (n => $"\"steps\":[{{\"at\":\"+1s\",\"addRules\":[{List(n, _ => "{\"answer\":{\"latency\":\"1ms\"}}")}]}}]", 150),
        ["a text"] = (n => $"\"description\":\"{new string('a', n)}\"", 8_000),
        ["escapes of a text"] = (n => $"\"description\":\"{string.Concat(Enumerable.Repeat("\\u0061", n))}\"", 2_000),
        ["settings"] = (n => $"\"options\":{{\"settings\":{{{List(n, i => $"\"config.vimsession.x{i}\":1")}}}}}", 300),
        ["fields that there are not"] = (n => List(n, i => $"\"x{i}\":1"), 600),
        ["brackets"] = (n => $"\"steps\":{new string('[', n)}", 2_000),
        ["blanks"] = (n => $"\"description\":{new string(' ', n)}\"a\"", 8_000),
    };

    /// <summary>What only YAML has.</summary>
    private static readonly Dictionary<string, (Func<int, string> Make, int N)> Yaml = new(StringComparer.Ordinal)
    {
        ["users in lines"] = (n => $"users:\n{Lines(n, i => $"  - name: u{i}\n    fullName: plain text {i}")}", 200),
        ["a folded text"] = (n => $"description: >\n{Lines(n, _ => "  word")}", 1_500),
        ["a kept text"] = (n => $"description: |\n{Lines(n, _ => "  word")}", 1_500),
        ["comments"] = (n => $"{Lines(n, _ => "# a comment")}\nsteps: []", 1_000),
        ["aliases"] = (n => $"users:\n  - {{name: a, groups: &g [x, y]}}\n{Lines(n, i => $"  - {{name: u{i}, groups: *g}}")}", 200),
        ["anchors"] = (n => $"users:\n{Lines(n, i => $"  - &a{i} {{name: u{i}}}")}", 200),
        ["a text without quotes"] = (n => $"description: {new string('a', n)}", 8_000),
        ["a text in single quotes"] = (n => $"description: '{string.Concat(Enumerable.Repeat("''", n))}'", 4_000),
        ["an indentation"] = (n => $"steps:\n{new string(' ', n)}- at: 1s", 8_000),
        ["documents"] = (n => Lines(n, _ => "---\na: b"), 1_000),
    };

    public static TheoryData<string> Names => [.. Scenarios.Keys];

    public static TheoryData<string> YamlNames => [.. Yaml.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_scenario_in_json(string what) => Growth.AssertLinear(what, n => $"{{{Scenarios[what].Make(n)}}}", ReadAndCheck, Scenarios[what].N);

    [Theory]
    [MemberData(nameof(YamlNames))]
    public void A_scenario_in_yaml(string what) => Growth.AssertLinear(what, Yaml[what].Make, ReadAndCheck, Yaml[what].N);

    /// <summary>Reads and checks; that it is refused must not cost more either.</summary>
    private static void ReadAndCheck(string text)
    {
        try
        {
            ScenarioCheck.Offline(ScenarioDocument.Read(text), ServiceDoors.Table);
        }
        catch (ScenarioException)
        {
        }
    }

    private static string Roles(int n) => Part("roles", n, i => $"{{\"name\":\"r{i}\",\"privileges\":[]}}");

    private static string Part(string name, int n, Func<int, string> make) => $"\"{name}\":[{List(n, make)}]";

    private static string List(int n, Func<int, string> make) => string.Join(',', Enumerable.Range(0, n).Select(make));

    private static string Lines(int n, Func<int, string> make) => string.Join('\n', Enumerable.Range(0, n).Select(make)) + "\n";
}
