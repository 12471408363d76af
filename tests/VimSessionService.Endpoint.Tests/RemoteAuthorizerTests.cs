using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>An authorizer on another machine, which takes a while for each answer.</summary>
public sealed class RemoteAuthorizerTests : IAuthorizer, IDisposable
{
    private const string EverythingInTheInventory =
        """
        <RetrievePropertiesEx _NS><_this type="PropertyCollector">propertyCollector</_this>
        <specSet><propSet><type>ManagedEntity</type><all>true</all></propSet>
        <objectSet><obj type="Folder">group-d1</obj><selectSet xsi:type="TraversalSpec"><name>f</name><type>Folder</type><path>childEntity</path><selectSet><name>f</name></selectSet><selectSet><name>d</name></selectSet></selectSet>
        <selectSet xsi:type="TraversalSpec"><name>d</name><type>Datacenter</type><path>vmFolder</path></selectSet></objectSet></specSet><options/></RetrievePropertiesEx>
        """;

    private readonly ConcurrentQueue<string> _asked = new();
    private readonly TestService _service;
    private bool _mayRead = true;

    public RemoteAuthorizerTests() => _service = new TestService(datacenter: "DC0", plugs: services => services.AddSingleton<IAuthorizer>(this));

    public void Dispose() => _service.Dispose();

    public async ValueTask<Grant> GrantOfAsync(UserIdentity user, ManagedObjectReference entity, CancellationToken cancellationToken)
    {
        _asked.Enqueue(entity.Value);
        await Task.Yield();
        return user.UserName == "nobody"
            ? Grant.None
            : new Grant([7], PrivilegeSet.Of(_mayRead ? [Privileges.SystemView, Privileges.SystemRead] : [Privileges.SystemView]));
    }

    [Fact]
    public async Task Reading_every_property_asks_once_for_each_object()
    {
        var cookie = await _service.LoginAsync();
        _asked.Clear();
        var answer = await _service.CallAsync(EverythingInTheInventory, cookie);
        Assert.Equal(200, answer.Status);
        Assert.Contains("<obj type=\"Datacenter\">", answer.Answer, StringComparison.Ordinal);
        Assert.Contains("<name>effectiveRole</name><val xsi:type=\"ArrayOfInt\"><int xsi:type=\"xsd:int\">7</int></val>", answer.Answer, StringComparison.Ordinal);
        Assert.Equal(_asked.Distinct(), _asked);
        Assert.InRange(_asked.Count, 3, 10); // the root folder, the datacenter, its folder
    }

    [Fact]
    public async Task The_next_call_asks_again()
    {
        var cookie = await _service.LoginAsync();
        Assert.Contains("DC0", (await _service.CallAsync(TestService.Fetch("name", "datacenter-2"), cookie)).Answer, StringComparison.Ordinal);
        _mayRead = false;
        Assert.Contains("NoPermissionFault", (await _service.CallAsync(TestService.Fetch("permission", "datacenter-2"), cookie)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_holds_nothing_is_refused_at_the_login() =>
        Assert.Contains("NoPermissionFault", (await _service.CallAsync(TestService.LoginBody("nobody", "s3cret-N"))).Answer, StringComparison.Ordinal);
}
