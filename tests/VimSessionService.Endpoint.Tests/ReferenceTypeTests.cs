using VimSessionService.ManagedObjects.Service;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>A reference names the type of its object, one that this extends, or none; a method is called on an object that has it.</summary>
public sealed class ReferenceTypeTests : IDisposable
{
    private const string InvalidType = "<detail><InvalidTypeFault xmlns=\"urn:vim25\" xsi:type=\"InvalidType\">";

    private readonly TestService _service = new(datacenter: "dc");

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("CreateFolder", "SessionManager", "SessionManager", "<name>x</name>")]
    [InlineData("Logout", "Folder", "group-d1", "")]
    [InlineData("Logout", "", "group-d1", "")]
    [InlineData("CreateFolder", "AlarmManager", "AlarmManager", "<name>x</name>")]
    public async Task A_method_of_another_type_is_an_invalid_type(string method, string type, string value, string arguments)
    {
        var target = type.Length == 0 ? $"<_this>{value}</_this>" : $"<_this type=\"{type}\">{value}</_this>";
        var answer = await _service.CallAsync($"<{method} _NS>{target}{arguments}</{method}>", await _service.LoginAsync());
        Assert.Equal(500, answer.Status);
        Assert.Contains(InvalidType, answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Folder", "SessionManager", "Vim::Folder", "Vpxd::SessionManagerMoImpl")]
    [InlineData("Datacenter", "group-d1", "Vim::Datacenter", "Vpxd::FolderMoImpl")]
    [InlineData("EventManager", "propertyCollector", "Vim::Event::EventManager", "Vpxd::Query::PropertyCollectorMoImpl")]
    [InlineData("Alarm", "AlarmManager", "Vim::Alarm::Alarm", "Vpxd::Alarm::AlarmManagerMoImpl")]
    public async Task A_reference_of_another_type_is_told_as_a_mismatch(string type, string value, string expected, string found)
    {
        var cookie = await _service.LoginAsync();
        foreach (var body in new[]
                 {
                     $"<Fetch _NS><_this type=\"{type}\">{value}</_this><prop>name</prop></Fetch>",
                     $"<RetrieveProperties _NS><_this>propertyCollector</_this><specSet><propSet><type>ManagedEntity</type><pathSet>name</pathSet></propSet><objectSet><obj type=\"{type}\">{value}</obj></objectSet></specSet></RetrieveProperties>",
                     $"<CreateListView _NS><_this>ViewManager</_this><obj type=\"{type}\">{value}</obj></CreateListView>",
                 })
        {
            var answer = await _service.CallAsync(body, cookie);
            Assert.Contains(InvalidType, answer.Answer, StringComparison.Ordinal);
            Assert.Contains($"<faultstring>Type Mismatch: expected: class {expected}, found: class {found}</faultstring>", answer.Answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("type=\"Folder\"")]
    [InlineData("type=\"ManagedEntity\"")]
    [InlineData("type=\"ExtensibleManagedObject\"")]
    [InlineData("type=\"ManagedObject\"")]
    [InlineData("type=\"\"")]
    [InlineData("xsi:type=\"ManagedObjectReference\" type=\"Folder\"")]
    [InlineData("xsi:type=\"Folder\"")]
    [InlineData("")]
    public async Task The_type_itself_one_that_it_extends_or_none_is_accepted(string attributes)
    {
        var answer = await _service.CallAsync($"<Fetch _NS><_this {attributes}>group-d1</_this><prop>name</prop></Fetch>", await _service.LoginAsync());
        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("FooBar")]
    [InlineData("vim.Folder")]
    [InlineData("folder")]
    public async Task A_type_that_no_server_has_is_an_invalid_request(string type)
    {
        var answer = await _service.CallAsync($"<Fetch _NS><_this type=\"{type}\">group-d1</_this><prop>name</prop></Fetch>", await _service.LoginAsync());
        Assert.Contains("<InvalidRequestFault xmlns=\"urn:vim25\" xsi:type=\"InvalidRequest\">", answer.Answer, StringComparison.Ordinal);
        Assert.Contains($"Error processing attribute &quot;type&quot; with value &quot;{type}&quot;\n\nwhile parsing MoRef for ManagedObject of type vmodl.ManagedObject\n", answer.Answer, StringComparison.Ordinal);
    }

    /// <summary>Whoever reads the service content can use every reference in it.</summary>
    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Every_reference_that_the_service_content_gives_is_of_a_known_type(ApiVersion version, bool esx)
    {
        using var service = new TestService(new EndpointOptions { Version = version }, esx: esx);
        var answer = (await service.CallAsync($"<RetrieveServiceContent _NS><_this type=\"ServiceInstance\">ServiceInstance</_this></RetrieveServiceContent>", action: $"urn:vim25/{version.Name()}")).Answer;
        var types = System.Text.RegularExpressions.Regex.Matches(answer, " type=\"(?<type>[A-Za-z]+)\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Select(static match => match.Groups["type"].Value).ToList();
        Assert.InRange(types.Count, 10, 60);
        Assert.All(types, type => Assert.True(VmodlNames.FindManaged(type) is { } known && known.Since <= version, type));
    }

    public static TheoryData<ApiVersion, bool> Servers
    {
        get
        {
            var servers = new TheoryData<ApiVersion, bool>();
            foreach (var name in ApiVersions.All)
            {
                Assert.True(ApiVersions.TryParse(name, out var version));
                servers.Add(version, false);
                servers.Add(version, true);
            }

            return servers;
        }
    }

    [Fact]
    public void Every_declared_managed_type_is_listed_with_its_base()
    {
        foreach (var type in VimManagedTypes.All)
        {
            Assert.Equal(
                (type.Name, type.VmodlName, type.Since, type.Base?.Name),
                VmodlNames.FindManaged(type.Name) is { } listed ? (listed.Name, listed.Vmodl, listed.Since, listed.Base) : default);
        }
    }

    [Fact]
    public void Methods_have_names_among_servers()
    {
        Assert.Equal(("retrieveContents", "addRole", "createSomething"), (VmodlNames.OfMethod("RetrieveProperties"), VmodlNames.OfMethod("AddAuthorizationRole"), VmodlNames.OfMethod("CreateSomething_Task")));
    }

    /// <summary>What needs a session asks for one before it says what it does not support.</summary>
    [Theory]
    [InlineData("Destroy_Task", "group-d1", "")]
    [InlineData("Rename_Task", "group-d1", "<newName>x</newName>")]
    [InlineData("setCustomValue", "group-d1", "<key>a</key><value>b</value>")]
    [InlineData("BatchAddHostsToCluster_Task", "group-d1", "<cluster type=\"ClusterComputeResource\">c</cluster>")]
    [InlineData("SomethingElse", "AlarmManager", "")]
    public async Task A_stranger_is_asked_for_a_session(string method, string value, string arguments)
    {
        var body = $"<{method} _NS><_this>{value}</_this>{arguments}</{method}>";
        Assert.Contains("<NotAuthenticatedFault ", (await _service.CallAsync(body)).Answer, StringComparison.Ordinal);
        Assert.Contains("<NotSupportedFault ", (await _service.CallAsync(body, await _service.LoginAsync())).Answer, StringComparison.Ordinal);
    }

    /// <summary>Every method that takes a session answers NotAuthenticated without one, whether it is emulated or not.</summary>
    [Fact]
    public async Task No_method_tells_a_stranger_that_it_is_not_supported()
    {
        var undecided = new List<string>();
        var withoutObject = new List<string>();
        foreach (var type in VimManagedTypes.All)
        {
            if (ObjectOf(type.Name) is not { } value)
            {
                withoutObject.Add(type.Name);
                continue;
            }

            foreach (var method in type.Methods.Where(static method => method.Privilege != "System.Anonymous"))
            {
                var answer = (await _service.CallAsync($"<{method.Name} _NS><_this>{value}</_this></{method.Name}>")).Answer;
                if (answer.Contains("NotSupportedFault", StringComparison.Ordinal) || answer.Contains("ManagedObjectNotFoundFault", StringComparison.Ordinal))
                    undecided.Add($"{type.Name}.{method.Name}");
            }
        }

        Assert.Empty(undecided);
        Assert.Equal(OfSessions, withoutObject.Order(StringComparer.Ordinal));
    }

    /// <summary>The types whose objects a session makes: without one there is none to call.</summary>
    private static readonly string[] OfSessions =
        ["ContainerView", "EventHistoryCollector", "HistoryCollector", "InventoryView", "ListView", "ManagedObjectView", "PropertyFilter", "View"];

    /// <summary>An object of a type that every service has; null where sessions make them.</summary>
    private string? ObjectOf(string type) => type switch
    {
        "ManagedObject" or "ManagedEntity" or "ExtensibleManagedObject" or "Folder" => "group-d1",
        "Datacenter" => "datacenter-2",
        "ServiceInstance" => "ServiceInstance",
        _ => _service.Get<ServiceFlavor>().Listed.FirstOrDefault(reference => reference.Type == type)?.Value,
    };
}
