using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Events;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Core.Tests.Authorization;
using VimSessionService.Core.Tests.Events;
using VimSessionService.Testing;
using VimSessionService.Vim25;
using static VimSessionService.Core.Tests.Directory.Extensions.Registered;

namespace VimSessionService.Core.Tests;

/// <summary>Whatever there can be many of: four times as many take about four times the work.</summary>
[Collection("growth")]
public sealed class GrowthTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>With the check of a privilege before each, as a call makes it.</summary>
    [Fact]
    public void Registering_extensions_with_privileges() => AssertLinear("extensions", static n => n, n =>
    {
        var directory = new ServiceDirectory(new FakeTimeProvider(), permissions: [new PermissionEntry(AccountName.Parse("root"), IsGroup: false, RoleId: -1)]);
        using var authorizer = new InventoryAuthorizer(directory, new InventoryTree(World.RootFolder, "Datacenters"));
        var root = new UserIdentity("root", "root", []);
        for (var i = 0; i < n; i++)
        {
            Assert.True(authorizer.GrantOf(root, World.RootFolder).Privileges.Contains(Privileges.ExtensionRegister));
            directory.Extensions.Register(Extension($"extension{i}", privileges: [.. Enumerable.Range(0, 20).Select(j => Privilege($"E{i}.P{j}"))]));
        }
    }, n: 100);

    [Fact]
    public void Privileges_of_one_extension_that_come_and_go() => AssertLinear(
        "privileges",
        static n => Enumerable.Range(0, n).Select(i => new PrivilegeInfo($"P.{i}", "P")).ToArray(),
        static privileges =>
        {
            var catalog = new PrivilegeCatalog();
            catalog.Define("one", privileges);
            catalog.Define("two", privileges);
            Assert.Equal(privileges.Length, catalog.Added.Count);
            catalog.Define("one", []);
            catalog.Define("two", []);
        },
        n: 500);

    [Fact]
    public void Texts_of_an_extension() => AssertLinear(
        "texts",
        static n => Extension("x") with
        {
            ResourceList = [.. Enumerable.Range(0, 4).Select(part => new ExtensionResourceInfo
            {
                Locale = part % 2 == 0 ? "de" : "en",
                Module = "auth",
                Data = [.. Enumerable.Range(0, n / 4).Select(i => new KeyValue { Key = $"P{part}.{i}.label", Value = "text" })],
            })],
        },
        static extension =>
        {
            var texts = new ExtensionTexts(extension, "auth", "de_AT");
            foreach (var text in extension.ResourceList!.SelectMany(static resource => resource.Data))
                Assert.NotNull(texts.Find(text.Key));
        },
        n: 2_000);

    [Fact]
    public void Roles() => AssertLinear("roles", static n => n, static n =>
    {
        var roles = new RoleDirectory(Enumerable.Range(0, n).Select(i => new DeclaredRole($"declared {i}", [])));
        for (var i = 0; i < n; i++)
            Assert.NotNull(roles.Find(roles.Add($"role {i}", []).RoleId));
        for (var i = 0; i < n; i++)
            roles.Update(roles.Find($"role {i}")!.RoleId, $"again {i}", []);
        for (var i = 0; i < n; i++)
            roles.Remove(roles.Find($"again {i}")!.RoleId);
    }, n: 100);

    [Fact]
    public void Permissions() => AssertLinear("permissions", static n => n, static n =>
    {
        var permissions = new PermissionTable(Enumerable.Range(0, n).Select(i => Entry($"declared{i}")));
        var principals = new PrincipalDirectory(new AccountDirectory([]), permissions);
        for (var i = 0; i < n; i++)
            permissions.Set(Entry($"user{i}"));
        for (var i = 0; i < n; i++)
            Assert.NotNull(principals.Resolve($"user{i}", isGroup: false));
        for (var i = 0; i < n; i++)
            Assert.NotNull(permissions.Remove(AccountName.Parse($"user{i}"), isGroup: false));
    }, n: 300);

    [Fact]
    public void Users_with_their_groups() => AssertLinear(
        "users",
        static n => Enumerable.Range(0, n).Select(i => new Account { Name = AccountName.Parse($"user{i}"), Groups = [$"group{i}", "all"] }).ToArray(),
        static accounts =>
        {
            var directory = new AccountDirectory(accounts);
            var principals = new PrincipalDirectory(directory, new PermissionTable());
            foreach (var account in accounts)
            {
                Assert.NotNull(directory.Find(account.Name));
                Assert.NotNull(principals.Resolve(account.Groups[0], isGroup: true));
            }
        },
        n: 500);

    [Fact]
    public void A_search_for_the_users_and_groups_of_a_domain() => AssertLinear(
        "users of a domain",
        static n => new AccountDirectory([.. Enumerable.Range(0, n).Select(i => new Account { Name = AccountName.Parse($"user{i}@corp.example"), Groups = [$"group{i}@corp.example", "all@corp.example"] })]),
        static accounts =>
        {
            var search = new UserSearch(new PrincipalDirectory(accounts, new PermissionTable()), hasSsoDomain: true);
            var wanted = new UserSearchCriteria { Domain = "corp.example", Users = true, Groups = true };
            var all = search.Find(wanted);
            Assert.Equal(all.Count / 2, search.Find(wanted with { Text = "group" }).Count);
            Assert.Equal(all.Count / 2, search.Find(wanted with { BelongsToGroup = "all" }).Count);
            Assert.Equal(2, search.Find(wanted with { BelongsToUser = "user0" }).Count);
        },
        n: 500);

    [Fact]
    public void A_whole_declaration() => AssertLinear("declaration", static n => new DirectoryDeclaration
    {
        Accounts = [.. Enumerable.Range(0, n).Select(i => new Account { Name = AccountName.Parse($"user{i}") })],
        Roles = [.. Enumerable.Range(0, n).Select(i => new DeclaredRole($"role{i}", []))],
        Permissions = [.. Enumerable.Range(0, n).Select(i => new DeclaredPermission(AccountName.Parse($"user{i}"), IsGroup: false, $"role{i}"))],
        Extensions = [.. Enumerable.Range(0, n).Select(i => new DeclaredExtension(Extension($"extension{i}"), $"role{i}", Certificate: null))],
    }, static declared =>
    {
        var directory = new ServiceDirectory(new FakeTimeProvider());
        directory.Declare(declared);
        directory.Declare(declared);
    }, n: 16_000); // with fewer the trees fit into the processor's cache, and the larger ones do not

    [Fact]
    public void Checks_of_users_without_a_permission_at_the_root_folder() => AssertLinear(
        "users whose permissions are below",
        static n => n,
        static n =>
        {
            var datacenter = new ManagedObjectReference("Datacenter", "datacenter-2");
            var inventory = new InventoryTree(World.RootFolder, "Datacenters");
            inventory.Add(datacenter, World.RootFolder, "dc");
            var directory = new ServiceDirectory(new FakeTimeProvider(), permissions: Enumerable.Range(0, n).Select(i => Entry($"user{i}") with { Entity = datacenter }));
            using var authorizer = new InventoryAuthorizer(directory, inventory);
            for (var i = 0; i < n; i++)
                Assert.True(authorizer.HasAccess(new UserIdentity($"user{i}", "", [])));
        },
        n: 300);

    [Fact]
    public void Tickets() => AssertLinear("tickets", static n => n, static n =>
    {
        var issuer = new InMemoryTicketIssuer(new FakeTimeProvider(), capacity: n);
        var ids = Enumerable.Range(0, 2 * n).Select(i => Result(issuer.IssueAsync(new TicketGrant("x", $"session {i}", $"user {i % 50}"), TimeSpan.FromHours(1), Cancel))).ToArray();
        foreach (var id in ids)
            Result(issuer.RedeemAsync(id, "x", Cancel));
        Assert.Equal(0, issuer.Count);
    }, n: 500);

    [Fact]
    public void Sessions_that_are_listed_terminated_and_expire() => AssertLinear("sessions", static n => n, static n =>
    {
        var time = new FakeTimeProvider();
        using var store = new InMemorySessionStore(time, new SessionLimits { MaxSessions = 0, MaxUserSessions = 0 });
        var tokens = new SessionTokenIssuer(time);
        for (var i = 0; i < n; i++)
            Result(store.AddAsync(Data(i), [tokens.Create(World.Client.Address)], Cancel));
        var live = Result(store.ListAsync(Cancel));
        foreach (var session in live.Take(n / 2))
            Assert.True(Result(store.RemoveAsync(session.Key, SessionEnd.Terminated, Cancel)));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, store.Count);
    }, n: 200);

    [Fact]
    public void Events_that_are_posted_filtered_and_read_in_pages() => AssertLinear("events", static n => n, static n =>
    {
        var log = new EventLog(new FakeTimeProvider(), MessageCatalog.Embedded(), retention: new EventRetention { Capacity = 1_000_000 });
        for (var i = 0; i < n; i++)
        {
            log.Post(stamp => new GeneralUserEvent
            {
                Key = stamp.Key,
                ChainId = stamp.Key,
                CreatedTime = stamp.CreatedTime,
                UserName = "joe",
                Message = "x",
            });
        }

        var collection = new EventCollection(log, new EventFilter(new EventFilterSpec()));
        var read = 0;
        while (collection.ReadNext(100, scope: null) is { Length: > 0 } page)
            read += page.Length;
        Assert.Equal(n, read);
        Assert.Equal(10, collection.LatestPage(scope: null).Length);
    }, n: 2_000);

    [Fact]
    public void Names_in_a_filter_of_events() => AssertLinear(
        "names in an event filter",
        static n => new EventFilterSpec
        {
            UserName = new EventFilterSpecByUsername { SystemUser = false, UserList = [.. Enumerable.Range(0, n).Select(static i => $"user{i}")] },
            EventTypeId = [.. Enumerable.Range(0, n).Select(static i => $"type{i}")],
            Tag = [.. Enumerable.Range(0, n).Select(static i => $"tag{i}")],
        },
        static spec =>
        {
            var filter = new EventFilter(spec);
            for (var i = 0; i < 200; i++)
                filter.Matches(new EventEx { Key = i, ChainId = i, CreatedTime = default, UserName = "nobody", EventTypeId = "type0", ChangeTag = "tag0" }, scope: null);
        },
        n: 500);

    /// <summary>As an extension registers it, compared with the name of a certificate.</summary>
    [Theory]
    [InlineData("characters", 5_000)]
    [InlineData("attributes", 500)]
    [InlineData("attributes in the order of OpenSSL", 500)]
    [InlineData("slashes within a value", 5_000)]
    [InlineData("escapes", 2_000)]
    [InlineData("escaped bytes", 2_000)]
    [InlineData("quotes", 5_000)]
    [InlineData("blanks before a value", 5_000)]
    [InlineData("blanks after a value", 5_000)]
    [InlineData("words of a value", 2_000)]
    [InlineData("characters of an encoded value", 5_000)]
    [InlineData("separators", 5_000)]
    public void A_subject_name(string what, int n)
    {
        var subject = new X500DistinguishedName("CN=growing");
        AssertLinear(what, size => NameOf(what, size), name => Assert.False(SubjectName.Matches(name, subject)), n);
    }

    private static string NameOf(string what, int n) => what switch
    {
        "characters" => "CN=" + new string('a', n),
        "attributes" => "CN=a" + Many(n, ",OU=b"),
        "attributes in the order of OpenSSL" => "/CN=a" + Many(n, "/OU=b"),
        "slashes within a value" => "/CN=a" + Many(n, "/b"),
        "escapes" => "CN=" + Many(n, @"\,"),
        "escaped bytes" => "CN=" + Many(n, @"\C3\A9"),
        "quotes" => "CN=\"" + Many(n, "\"\"") + "\"",
        "blanks before a value" => "CN=" + new string(' ', n) + "a",
        "blanks after a value" => "CN=a" + new string(' ', n),
        "words of a value" => "CN=" + Many(n, "a "),
        "characters of an encoded value" => "CN=#" + new string('0', n),
        _ => "CN=" + new string(',', n),
    };

    private static string Many(int n, string part) => string.Concat(Enumerable.Repeat(part, n));

    [Fact]
    public void Settings_that_clients_add() => AssertLinear(
        "settings",
        static n => Enumerable.Range(0, n).Select(i => new OptionValue { Key = string.Create(CultureInfo.InvariantCulture, $"config.x{i}"), Value = "x" }).ToArray(),
        static values =>
        {
            using var options = new ServerAdvancedSettings(
                VCenterAdvancedSettings.Create(new LiveAdvancedSettings(new SessionLimits(), new EventRetention(), new LogLevelSetting()), "vsphere.local"),
                new LiveAdvancedSettings(new SessionLimits(), new EventRetention(), new LogLevelSetting()));
            foreach (var value in values)
                options.Update([value]);
            options.Update(values);
            foreach (var value in values)
                options.Query(value.Key, ServiceAddress.Unknown);
            Assert.True(options.All(ServiceAddress.Unknown).Length > values.Length);
        },
        n: 200);

    /// <summary>The time and the memory grow no faster than the number.</summary>
    private static void AssertLinear<T>(string what, Func<int, T> make, Action<T> run, int n)
    {
        Growth.AssertLinear(what, make, run, n);
        Growth.AssertLinearMemory(what, make, run, n);
    }

    private static T Result<T>(ValueTask<T> done)
    {
        Assert.True(done.IsCompletedSuccessfully);
        return done.GetAwaiter().GetResult();
    }

    private static PermissionEntry Entry(string principal) => new(AccountName.Parse(principal), IsGroup: false, RoleId: -2);

    private static SessionData Data(int i) => new()
    {
        User = new UserIdentity($"user{i}", "", []),
        Locale = "en",
        MessageLocale = "en",
        IpAddress = "10.0.0.7",
        UserAgent = "",
    };
}

/// <summary>The tests that measure run by themselves.</summary>
[CollectionDefinition("growth", DisableParallelization = true)]
public sealed class GrowthCollection;
