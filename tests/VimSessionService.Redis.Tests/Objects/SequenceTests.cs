using System.Xml.Linq;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Endpoint.Tests.Updates;
using VimSessionService.Redis.Tests.Engines;

namespace VimSessionService.Redis.Tests.Objects;

/// <summary>Random changes and questions at random replicas: after each answer the client knows what is true.</summary>
public abstract class SequenceTests(IEngineServer server)
{
    private const int Steps = 120;
    private static readonly string[] Members = ["Folder:group-d1", "Datacenter:datacenter-2", "Folder:group-v3", "Folder:group-h4", "Folder:group-s5"];

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task A_client_whose_calls_go_anywhere_knows_after_each_answer_what_is_true(int seed, bool partial)
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var random = new Random(seed);
        var cookie = await replicas[0].LoginAsync();
        var view = Collector.ReferenceOf(await Any().CallAsync("<CreateListView _NS><_this>ViewManager</_this></CreateListView>", cookie));
        await CollectorAnywhere().CreateFilterAsync($"{Collector.Of("ListView", "view")}<objectSet><obj type=\"ListView\">{view}</obj></objectSet>", partial);
        await CollectorAnywhere().CreateFilterAsync(
            $"{Collector.Of("ManagedEntity", "name")}<objectSet><obj type=\"ListView\">{view}</obj><skip>true</skip><selectSet xsi:type=\"TraversalSpec\"><type>ListView</type><path>view</path><skip>false</skip></selectSet></objectSet>",
            partial);
        await CollectorAnywhere().WatchAsync("sessionList");
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var others = new Stack<string>();
        var client = new KnowingClient();
        var (version, answers) = ("", 0);
        for (var step = 0; step < Steps; step++)
        {
            switch (random.Next(8))
            {
                case 0 or 1:
                    var member = Members[random.Next(Members.Length)];
                    var verb = shown.Remove(member) ? "remove" : shown.Add(member) ? "add" : "";
                    await Any().CallAsync($"<ModifyListView _NS><_this>{view}</_this><{verb} type=\"{member.Split(':')[0]}\">{member.Split(':')[1]}</{verb}></ModifyListView>", cookie);
                    break;
                case 2 when others.Count < 4:
                    others.Push(await Any().LoginAsync("reader", "s3cret-R"));
                    break;
                case 3 when others.Count > 0:
                    await Any().CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", others.Pop());
                    break;
                case 4 when answers > 0:
                    await CollectorAnywhere().CheckAsync(version); // an answer that the client never gets
                    break;
                default:
                    var options = $"<options><maxWaitSeconds>0</maxWaitSeconds>{(random.Next(2) == 0 ? "<maxObjectUpdates>1</maxObjectUpdates>" : "")}</options>";
                    XElement? update;
                    do
                    {
                        var answer = (await CollectorAnywhere().WaitAsync(version, options)).Answer;
                        Assert.DoesNotContain("Fault", answer, StringComparison.Ordinal);
                        update = XDocument.Parse(answer).Descendants().FirstOrDefault(static element => element.Name.LocalName == "returnval");
                        if (update is not null)
                        {
                            client.Take(update);
                            version = KnowingClient.TextOf(update, "version");
                            answers++;
                        }
                    }
                    while (update is not null && KnowingClient.TextOf(update, "truncated") == "true");

                    var why = $"seed {seed}, step {step}";
                    Assert.Equal((why, string.Join(' ', shown.Order(StringComparer.Ordinal))), (why, string.Join(' ', client.Shown.Order(StringComparer.Ordinal))));
                    Assert.Equal((why, string.Join(' ', shown.Order(StringComparer.Ordinal))), (why, string.Join(' ', client.Entered.Order(StringComparer.Ordinal))));
                    Assert.Equal((why, others.Count + 1), (why, client.Sessions.Count));
                    break;
            }
        }

        Assert.True(answers > Steps / 10, $"only {answers} answers told something");

        TestService Any() => replicas[random.Next(3)];

        Collector CollectorAnywhere() => replicas.CollectorAt(random.Next(3), cookie);
    }

    /// <summary>Applies updates as clients do.</summary>
    private sealed class KnowingClient
    {
        public HashSet<string> Shown { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Entered { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Sessions { get; } = new(StringComparer.Ordinal);

        public static string TextOf(XElement element, string name) => Child(element, name)?.Value ?? "";

        public void Take(XElement updates)
        {
            foreach (var update in updates.Descendants().Where(static element => element.Name.LocalName == "objectSet"))
            {
                var target = Child(update, "obj")!;
                var type = target.Attribute("type")!.Value;
                if (type is "Folder" or "Datacenter")
                {
                    if (TextOf(update, "kind") == "leave")
                        Entered.Remove($"{type}:{target.Value}");
                    else
                        Entered.Add($"{type}:{target.Value}");
                }

                foreach (var change in update.Elements().Where(static element => element.Name.LocalName == "changeSet"))
                    Take(TextOf(change, "name"), TextOf(change, "op"), Child(change, "val"));
            }
        }

        private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

        private void Take(string name, string op, XElement? value)
        {
            var set = name.StartsWith("view", StringComparison.Ordinal) ? Shown : name.StartsWith("sessionList", StringComparison.Ordinal) ? Sessions : null;
            if (set is null)
                return;
            if (!name.Contains('[', StringComparison.Ordinal))
            {
                set.Clear();
                set.UnionWith(value?.Elements().Select(static item => Child(item, "key")?.Value ?? $"{item.Attribute("type")?.Value}:{item.Value}") ?? []);
            }
            else if (op == "remove")
            {
                set.RemoveWhere(known => name.Contains($"\"{known[(known.IndexOf(':') + 1)..]}\"", StringComparison.Ordinal));
            }
            else if (value is not null)
            {
                set.Add(Child(value, "key")?.Value ?? $"{value.Attribute("type")?.Value}:{value.Value}");
            }
        }
    }
}

public sealed class RedisSequenceTests(RedisServer server) : SequenceTests(server), IClassFixture<RedisServer>;

public sealed class GarnetSequenceTests(GarnetServer server) : SequenceTests(server), IClassFixture<GarnetServer>;
