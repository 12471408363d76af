using System.Net;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Tests.Shared;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tests.Events;

/// <summary>Who has looked at the events is told of the next one; who has not costs nothing.</summary>
public sealed class EventChangesTests : IDisposable
{
    private static readonly ManagedObjectReference Manager = new("EventManager", "EventManager");

    private readonly ServiceProvider _services;
    private readonly ServiceObjects _objects;
    private readonly List<string> _changes = [];
    private CallContext _call = NewCall(null);

    private static CallContext NewCall(Session? session) => new(new RequestHead { Door = "test", Client = new ClientInfo(IPAddress.Loopback, ""), Operation = "", Version = ApiVersions.Default }, session, TestContext.Current.CancellationToken)
    {
        Scopes = new SessionScopes(),
        Budget = new RequestBudget(new ServiceLimits(new WorkLimits()), IPAddress.Loopback, TestContext.Current.CancellationToken),
    };

    public EventChangesTests()
    {
        var flavor = VCenterFlavor.Create(ApiVersions.Default, Guid.Empty);
        var root = AccountName.Parse("root");
        var directory = new ServiceDirectory(
            TimeProvider.System,
            [new Account { Name = root, Password = new PlainPassword("secret") }],
            [new PermissionEntry(root, IsGroup: false, RoleId: -1)]);
        _services = TestServices.Build(TimeProvider.System, directory, services => services.AddSingleton(flavor).AddManagedObjects());
        _objects = _services.GetRequiredService<ServiceObjects>();
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task LatestEvent_is_said_to_have_changed_once_after_it_was_read()
    {
        await ListenAsync();
        Post();
        Assert.Empty(_changes);
        await Read(Manager, "latestEvent");
        Post();
        Post();
        Assert.Equal(["EventManager latestEvent"], _changes);
    }

    [Fact]
    public async Task LatestPage_is_said_to_have_changed_once_after_it_was_read_and_never_after_its_end()
    {
        await ListenAsync();
        var (one, two) = (await CreateAsync(), await CreateAsync());
        Post();
        Assert.Empty(_changes);
        await Read(one, "latestPage");
        await Read(two, "latestPage");
        await Get(two).InvokeAsync(new DestroyCollectorRequest(), _call);
        Post();
        Post();
        Assert.Equal([$"{one.Value} latestPage"], _changes);
    }

    [Fact]
    public async Task A_page_of_another_size_is_another_page()
    {
        await ListenAsync();
        var collector = await CreateAsync();
        await Get(collector).InvokeAsync(new SetCollectorPageSizeRequest { MaxCount = 1 }, _call);
        Assert.Equal([$"{collector.Value} latestPage"], _changes);
    }

    [Fact]
    public async Task The_end_of_a_session_ends_its_collectors()
    {
        await ListenAsync();
        await Read(await CreateAsync(), "latestPage");
        await _services.GetRequiredService<SessionService>().LogoutAsync(_call);
        _changes.Clear();
        Post();
        Assert.DoesNotContain(_changes, change => change.EndsWith("latestPage", StringComparison.Ordinal));
    }

    private async Task ListenAsync()
    {
        _call = NewCall((await _services.GetRequiredService<SessionService>().LoginAsync(_call, "root", "secret", locale: null)).Session);
        Watch(Manager, "latestEvent");
    }

    private void Watch(ManagedObjectReference reference, string property) =>
        _services.GetRequiredService<PropertyChanges>().Watch(reference, property, new Recording(() => _changes.Add($"{reference.Value} {property}")));

    private void Post() => _services.GetRequiredService<SessionService>().NoteStart();

    private ManagedObject<CallContext> Get(ManagedObjectReference reference) => _objects.Registry.Get(reference, _call);

    private async Task Read(ManagedObjectReference reference, string property) => await Get(reference).ReadPropertyAsync(property, _call);

    private async Task<ManagedObjectReference> CreateAsync()
    {
        var created = (ManagedObjectReference)(await Get(Manager).InvokeAsync(new CreateCollectorForEventsRequest { Filter = new EventFilterSpec() }, _call)).Value!;
        Watch(created, "latestPage");
        return created;
    }

    private sealed class Recording(Action raised) : PropertyWatch
    {
        internal override void Raise() => raised();
    }
}
