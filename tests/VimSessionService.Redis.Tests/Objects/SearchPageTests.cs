using System.Text.RegularExpressions;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Vim25;

namespace VimSessionService.Redis.Tests.Objects;

/// <summary>Further pages of queries of the SearchIndex, at other replicas than the first page.</summary>
public abstract partial class SearchPageTests(IEngineServer server)
{
    private const string Action = "urn:vim25/9.1.0.0";

    [Fact]
    public async Task Pages_follow_one_another_at_any_replica_and_a_marker_stays_good()
    {
        await using var replicas = await StartAsync();
        var cookie = await replicas[0].LoginAsync();
        var first = await QueryAsync(replicas[0], cookie, Spec());
        Assert.Equal(["Datacenters", "host"], Values(first));
        var second = await NextAsync(replicas[1], cookie, $"<marker>{MarkerOf(first)}</marker>");
        Assert.Equal(["network", "datastore"], Values(second));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(["vm"], Values(await NextAsync(replicas[i], cookie, $"<marker>{MarkerOf(second)}</marker><limit>9</limit>")));
            Assert.Equal(["network"], Values(await NextAsync(replicas[i], cookie, $"<marker>{MarkerOf(first)}</marker><limit>1</limit>")));
        }

        await replicas.KillAsync(0);
        Assert.Equal(["network", "datastore"], Values(await NextAsync(replicas[2], cookie, $"<marker>{MarkerOf(first)}</marker>")));
    }

    [Fact]
    public async Task A_marker_is_of_its_session_alone_and_ends_with_it()
    {
        await using var replicas = await StartAsync();
        var cookie = await replicas[0].LoginAsync();
        var marker = MarkerOf(await QueryAsync(replicas[0], cookie, Spec()));
        var stranger = await replicas[1].LoginAsync("reader", "s3cret-R");
        Assert.Contains("iterationSpec.marker", await NextAsync(replicas[1], stranger, $"<marker>{marker}</marker>"), StringComparison.Ordinal);
        Assert.Contains("iterationSpec.marker", await NextAsync(replicas[1], cookie, "<marker>no:2</marker>"), StringComparison.Ordinal);
        Assert.Contains("iterationSpec.marker", await NextAsync(replicas[1], cookie, "<marker>none</marker>"), StringComparison.Ordinal);
        await replicas[2].CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", cookie);
        Assert.Equal(0, await replicas.EngineOf(0).AskAsync(database => database.HashLengthAsync(replicas.Keys.Objects[0])));
    }

    [Fact]
    public async Task The_oldest_query_gives_way_to_a_new_one()
    {
        await using var replicas = await StartAsync();
        var cookie = await replicas[0].LoginAsync();
        var markers = new List<string>();
        for (var i = 0; i < 66; i++)
            markers.Add(MarkerOf(await QueryAsync(replicas[0], cookie, Spec())));
        Assert.Contains("iterationSpec.marker", await NextAsync(replicas[1], cookie, $"<marker>{markers[0]}</marker>"), StringComparison.Ordinal);
        Assert.Contains("iterationSpec.marker", await NextAsync(replicas[0], cookie, $"<marker>{markers[1]}</marker>"), StringComparison.Ordinal);
        Assert.Equal(["network", "datastore"], Values(await NextAsync(replicas[2], cookie, $"<marker>{markers[2]}</marker>")));
    }

    [Fact]
    public async Task A_query_that_is_too_large_to_be_shared_goes_on_where_it_began()
    {
        await using var replicas = await StartAsync();
        var cookie = await replicas[0].LoginAsync();
        var large = $"<filters><predicates><propertyPath>name</propertyPath><operator>NotEqual</operator><comparableValue xsi:type=\"xsd:string\">{new string('x', 70_000)}</comparableValue></predicates></filters>";
        var marker = MarkerOf(await QueryAsync(replicas[0], cookie, Spec(large)));
        Assert.Equal(["network", "datastore"], Values(await NextAsync(replicas[0], cookie, $"<marker>{marker}</marker>")));
        Assert.Contains("iterationSpec.marker", await NextAsync(replicas[1], cookie, $"<marker>{marker}</marker>"), StringComparison.Ordinal);
    }

    private static string Spec(string filters = "") => $"<properties>name</properties><resourceType>Folder</resourceType>{filters}<limit>2</limit>";

    private Task<Replicas> StartAsync() => Replicas.StartAsync(server.Address, settings: new EndpointOptions { Version = ApiVersion.V9_1_0_0 });

    private static async Task<string> QueryAsync(TestService service, string cookie, string spec) =>
        (await service.CallAsync($"<Query _NS><_this>SearchIndex</_this><querySpec>{spec}</querySpec></Query>", cookie, Action)).Answer;

    private static async Task<string> NextAsync(TestService service, string cookie, string spec) =>
        (await service.CallAsync($"<QueryNext _NS><_this>SearchIndex</_this><iterationSpec>{spec}</iterationSpec></QueryNext>", cookie, Action)).Answer;

    private static IEnumerable<string> Values(string answer) => ValueElement().Matches(answer).Select(match => match.Groups[1].Value);

    private static string MarkerOf(string answer) => MarkerElement().Match(answer) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException(answer);

    [GeneratedRegex("<value xsi:type=\"xsd:string\">([^<]*)</value>")]
    private static partial Regex ValueElement();

    [GeneratedRegex("<marker>([^<]*)</marker>")]
    private static partial Regex MarkerElement();
}

public sealed class RedisSearchPageTests(RedisServer server) : SearchPageTests(server), IClassFixture<RedisServer>;

public sealed class GarnetSearchPageTests(GarnetServer server) : SearchPageTests(server), IClassFixture<GarnetServer>;
