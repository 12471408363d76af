using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Tests.Lines;
using VimSessionService.Vapi.SharedSession;

namespace VimSessionService.Hosting.Tests;

/// <summary>Every path of the service is one of a door, and a host adds a door with one line.</summary>
public sealed class DoorTests
{
    private const string Below = "/{**rest}";

    /// <summary>What is read of the service and is of no door.</summary>
    private static readonly string[] Documents = ["/", "/healthz", "/readyz", "/certificate.pem", "/locale", "/locale" + Below];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("8.0.3.0", false)]
    [InlineData("9.1.0.0", false)]
    [InlineData("6.0", false)]
    [InlineData("8.0.3.0", true)]
    public async Task A_path_that_is_mapped_belongs_to_one_door_or_is_a_document(string version, bool esx)
    {
        await using var app = await SomeHost.StartAsync(
            options =>
            {
                options.Emulation.ApiVersion = version;
                options.Emulation.Esx = esx;
                options.Tickets.TicketedPaths = "/folder,/nfc/deep";
            },
            static services => services.AddSingleton(new SharedSessionOptions("/shared-session", "0123456789abcdef", "alice@vsphere.local")).AddDoor(new LineDoor()));
        var table = app.Services.GetRequiredService<DoorTable>();
        var patterns = ((IEndpointRouteBuilder)app).DataSources.SelectMany(static source => source.Endpoints).Cast<RouteEndpoint>().Select(static endpoint => endpoint.RoutePattern.RawText!).ToList();

        Assert.Superset(new HashSet<string>(["/sdk", "/sdk" + Below, "/folder", "/nfc/deep" + Below, "/shared-session", "/line", "/healthz"]), patterns.ToHashSet());
        Assert.All(patterns, pattern =>
        {
            var path = pattern.Replace(Below, "/some/thing", StringComparison.Ordinal);
            var owners = table.All.Select(door => (Door: door, Length: LengthIn(door, path, app.Services))).Where(static own => own.Length > 0).ToList();
            if (Documents.Contains(pattern))
            {
                Assert.Empty(owners);
                return;
            }

            var owner = Assert.Single(owners, own => own.Length == owners.Max(static other => other.Length)).Door;
            Assert.Same(owner, table.OfPath(path));
        });
    }

    /// <summary>The door stands in a file of its own, with the format that it is for; here it is added.</summary>
    [Fact]
    public async Task A_door_of_a_host_is_routed_and_named_in_the_log_of_calls()
    {
        using var log = new CallLoggerTests.Events();
        await using var app = await SomeHost.StartAsync(
            static options => options.Directory.AddUser("alice@vsphere.local", "secret", role: "Admin"),
            services => services.AddDoor(new LineDoor()).AddLogging(logging => logging.AddProvider(log)));
        using var client = app.GetTestClient();

        using var content = new StringContent("Login SessionManager\nuserName=alice@vsphere.local\npassword=secret", Encoding.UTF8, "text/plain");
        using var answer = await client.PostAsync(new Uri("http://localhost/line/anything"), content, Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\nresult.userName VSPHERE.LOCAL\\alice\n", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        var (_, _, properties, _) = Assert.Single(log.Calls);
        Assert.Equal("line", properties.Single(static property => property.Key == "Door").Value);
        Assert.Equal([.. ServiceDoors.Table.Names, "line"], app.Services.GetRequiredService<DoorTable>().Names.OrderBy(static name => name == "line"));
        using var other = await client.GetAsync(new Uri("http://localhost/LINE"), Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task A_door_that_takes_the_name_or_the_path_of_another_is_refused()
    {
        var sameName = await Record.ExceptionAsync(() => StartAsync(new Taking("soap", "/other")));
        Assert.Equal("There are two doors with the name 'soap'.", Assert.IsType<InvalidOperationException>(sameName).Message);

        var samePath = await Record.ExceptionAsync(() => StartAsync(new Taking("mine", "/sdk")));
        Assert.Equal("The path /sdk is mapped twice.", Assert.IsType<InvalidOperationException>(samePath).Message);
    }

    private static async Task StartAsync(IDoor door)
    {
        await using var app = await SomeHost.StartAsync(after: services => services.AddDoor(door));
    }

    /// <summary>How long the longest path of a door is that a path is at or below; one more for a path that belongs to it without what is below.</summary>
    private static int LengthIn(Door door, string path, IServiceProvider services) => door.ExactPaths.Where(own => own == path).Select(static own => (own.Length * 2) + 1)
        .Concat((door.ChosenPaths?.Invoke(services) ?? door.Paths).Where(own => path == own || path.StartsWith(own + "/", StringComparison.Ordinal)).Select(static own => own.Length * 2))
        .DefaultIfEmpty()
        .Max();

    private sealed class Taking(string name, string path) : IDoor
    {
        public Door Declaration { get; } = new() { Name = name, Paths = [path] };

        public void AddServices(IServiceCollection services)
        {
        }

        public void Map(DoorRoutes routes, IServiceProvider services) => routes.MapBelow(path, static _ => default);
    }
}
