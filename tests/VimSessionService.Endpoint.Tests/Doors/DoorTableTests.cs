using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Endpoint.Tests.Doors;

/// <summary>The table of doors, and what they map.</summary>
public sealed class DoorTableTests
{
    private static readonly Door Short = new() { Name = "short", Paths = ["/a"] };
    private static readonly Door Long = new() { Name = "long", Paths = ["/a/b/c"] };
    private static readonly Door Middle = new() { Name = "middle", Paths = ["/a/b"], HasFaults = true };
    private static readonly Door Exact = new() { Name = "exact", ExactPaths = ["/a"] };
    private static readonly Door Chosen = new() { Name = "chosen", Paths = ["/declared"], ChosenPaths = static services => services.GetRequiredService<string[]>() };

    private static IServiceProvider Services => new ServiceCollection().AddSingleton<string[]>(["/a/x"]).BuildServiceProvider();

    public static TheoryData<string, string?> Paths => new()
    {
        { "/a", "exact" },
        { "/a/", "short" },
        { "/a/b", "middle" },
        { "/a/bc", "short" },
        { "/a/b/c", "long" },
        { "/a/b/c/d", "long" },
        { "/a/x/y", "chosen" },
        { "/declared", null },
        { "/A", null },
        { "/", null },
        { "", null },
    };

    /// <summary>The order in which doors are registered has no part in it.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public void A_path_belongs_to_the_door_with_the_longest_path(string path, string? door)
    {
        Door[] doors = [Short, Long, Middle, Exact, Chosen];

        Assert.Equal(door, Table(doors).OfPath(path)?.Name);
        Assert.Equal(door, Table([.. doors.Reverse()]).OfPath(path)?.Name);
    }

    [Fact]
    public void Without_a_service_there_are_the_paths_that_are_declared()
    {
        var table = new DoorTable([new SomeDoor(Chosen), new SomeDoor(Middle)]);

        Assert.Equal("chosen", table.OfPath("/declared")?.Name);
        Assert.Null(table.OfPath("/a/x"));
        Assert.Equal(["chosen", "middle"], table.Names);
        Assert.Equal(["middle"], table.WithFaults);
        Assert.Same(Middle, table.Find("middle"));
        Assert.Null(table.Find("Middle"));
    }

    [Fact]
    public void No_two_doors_have_one_name()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Table(Short, Long, Short with { Paths = ["/z"] }));

        Assert.Equal("There are two doors with the name 'short'.", refused.Message);
    }

    [Theory]
    [InlineData("/a", true)]
    [InlineData("/a/z", true)]
    [InlineData("/ab", false)]
    [InlineData("/b", false)]
    public void A_door_maps_no_path_that_does_not_belong_to_it(string path, bool isOwn)
    {
        var exception = Record.Exception(() => Router(new SomeDoor(Short, routes => routes.MapBelow(path, static _ => default))));

        Assert.Equal(isOwn ? null : $"The door 'short' maps {path}, which does not belong to it by its declaration.", exception?.Message);
    }

    [Fact]
    public void A_path_is_mapped_once()
    {
        var other = new SomeDoor(Middle with { Paths = ["/a"] }, static routes => routes.MapBelow("/a", static _ => default));

        Assert.Equal("The path /a is mapped twice.", Assert.Throws<InvalidOperationException>(() => Router(new SomeDoor(Short, static routes => routes.MapBelow("/a", static _ => default)), other)).Message);
    }

    [Theory]
    [InlineData("GET", "/a", "short")]
    [InlineData("POST", "/a", "exact")]
    [InlineData("POST", "/a/", "short")]
    [InlineData("POST", "/a/b", "middle")]
    [InlineData("GET", "/a/bc", "short")]
    [InlineData("GET", "/b", null)]
    public async Task A_request_goes_to_the_longest_path_that_takes_it(string method, string path, string? door)
    {
        var answered = new List<string>();
        SomeDoor Door(Door declaration, Action<DoorRoutes, Func<string, Func<HttpExchange, ValueTask>>> map) => new(declaration, routes => map(routes, name => _ =>
        {
            answered.Add(name);
            return default;
        }));
        var router = Router(
            Door(Short, static (routes, answer) => routes.MapBelow("/a", answer("short"))),
            Door(Exact, static (routes, answer) => routes.MapExact("/a", static exchange => exchange.Method == "POST", answer("exact"))),
            Door(Middle, static (routes, answer) => routes.MapBelow("/a/b", answer("middle"))));
        var exchange = new TestExchange { Verb = method, Target = path };

        if (router.Find(exchange) is { } found)
            await found(exchange);

        Assert.Equal(door is null ? [] : [door], answered);
    }

    private static DoorTable Table(params Door[] doors) => new(doors.Select(static door => new SomeDoor(door)), Services);

    private static DoorRouter Router(params IDoor[] doors) => new(doors, Services);

    private sealed class SomeDoor(Door declaration, Action<DoorRoutes>? map = null) : IDoor
    {
        public Door Declaration => declaration;

        public void AddServices(IServiceCollection services)
        {
        }

        public void Map(DoorRoutes routes, IServiceProvider services) => map?.Invoke(routes);
    }
}
