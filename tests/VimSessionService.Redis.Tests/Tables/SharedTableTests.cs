using System.Collections.Concurrent;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Events;
using VimSessionService.Core.Tables;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Events;
using VimSessionService.Redis.Tests.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Redis.Tests.Tables;

/// <summary>Tables that several replicas share.</summary>
public abstract class SharedTableTests(IEngineServer server)
{
    private static readonly ManagedObjectReference Datacenter = new("Datacenter", "datacenter-2");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_in_force_on_all_replicas_before_it_returns()
    {
        await using var world = new TableWorld(server.Address);
        OwnTables[] all = [(await world.JoinAsync()).Tables, (await world.JoinAsync()).Tables, (await world.JoinAsync()).Tables];
        for (var round = 0; round < 12; round++)
        {
            var text = $"round {round}";
            await all[round % 3].ChangeAsync(() => all[round % 3].Message.Text = text);
            Assert.All(all, tables => Assert.Equal(text, tables.Message.Text));
        }
    }

    [Fact]
    public async Task Others_see_a_change_in_one_step_and_nothing_of_one_that_is_tried()
    {
        await using var world = new TableWorld(server.Address);
        var (one, two) = ((await world.JoinAsync()).Tables, (await world.JoinAsync()).Tables);
        var changed = new List<(string, string)>();
        two.Message.Changed += () => changed.Add((two.Message.Text, two.Directory.Roles.Find("Watcher")?.Name ?? "no role"));
        using var entered = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        var change = Task.Run(
            async () => await one.Changes.RunAsync(
                async then =>
                {
                    one.Directory.Roles.Add("Watcher", ["System.View"]);
                    one.Message.Text = "half";
                    entered.Release();
                    await go.WaitAsync(Cancel);
                    one.Message.Text = "whole";
                    return 0;
                },
                Cancel),
            Cancel);
        await entered.WaitAsync(Cancel);
        Assert.Equal("", one.Message.Text);
        Assert.Null(one.Directory.Roles.Find("Watcher"));
        go.Release();
        await change;
        Assert.Equal([("whole", "Watcher")], changed);
        Assert.Equal("whole", one.Message.Text);
    }

    [Fact]
    public async Task Everything_of_the_directory_is_the_same_at_another_replica_and_after_the_end_of_all()
    {
        await using var world = new TableWorld(server.Address);
        var (one, two) = ((await world.JoinAsync(Declared())).Tables, (await world.JoinAsync(Declared())).Tables);
        await one.ChangeAsync(() =>
        {
            var (directory, alice) = (one.Directory, AccountName.Parse("alice@vsphere.local"));
            var role = directory.Roles.Add("Watcher", ["Sessions.TerminateSession", "Own.Privilege"]);
            directory.Roles.Remove(directory.Roles.FindDeclared("Gone")!.RoleId);
            directory.Accounts.Change(alice, _ => new Account { Name = alice, FullName = "Alice A.", Groups = ["Staff", "VSPHERE.LOCAL\\Ops"], Password = new PlainPassword("secret"), IsDisabled = true });
            directory.Accounts.Remove(AccountName.Parse("carol"));
            directory.Groups.Change(AccountName.Parse("ops@vsphere.local"), new GroupEdit([], [], [], []));
            directory.Groups.Change(AccountName.Parse("everybody"), new GroupEdit([alice], [AccountName.Parse("ops@vsphere.local"), AccountName.Parse("staff")], [], []));
            directory.Groups.Change(AccountName.Parse("everybody"), new GroupEdit([], [], [alice], [AccountName.Parse("staff")]));
            directory.Permissions.Set(new PermissionEntry(alice, IsGroup: false, role.RoleId, Propagate: false, Datacenter));
            directory.Permissions.Remove(AccountName.Parse("staff"), isGroup: true);
            directory.Extensions.Register(Whole("com.example"));
            directory.Extensions.SetServiceAccount("com.example", "alice@vsphere.local");
            one.Set("mail.smtp.port", 2525);
            one.Set("ads.maxFetchEnabled", false);
            one.Set("config.own", "");
            one.Set("config.vmacore.soap.sessionTimeout", 7);
            one.Message.Text = "with\ntwo lines";
        });
        Same(one, two);
        await world.DisposeAsync();
        Same(one, (await world.JoinAsync(Declared(), message: "that of an option")).Tables);

        static void Same(OwnTables one, OwnTables other)
        {
            foreach (var at in new[] { one, other })
            {
                var directory = at.Directory;
                var alice = directory.Accounts.Find("ALICE@vsphere.local")!;
                Assert.Equal(("Alice A.", true, "VSPHERE.LOCAL\\alice"), (alice.Identity.FullName, alice.Account.IsDisabled, alice.Identity.UserName));
                Assert.Equal(["Staff", "VSPHERE.LOCAL\\Ops"], alice.Account.Groups);
                Assert.Equal(["Staff", "VSPHERE.LOCAL\\Ops", "everybody"], alice.Identity.Groups);
                Assert.Equal([AccountName.Parse("ops@vsphere.local")], directory.Groups.MembersOf([AccountName.Parse("everybody")])[0].MemberGroups);
                Assert.True(alice.Account.Password!.Verify("secret"));
                Assert.Null(directory.Accounts.Find("carol"));
                var role = directory.Roles.Find("Watcher")!;
                Assert.Equal(["Own.Privilege", "Sessions.TerminateSession", "System.Anonymous", "System.Read", "System.View"], role.SortedPrivileges());
                Assert.Null(directory.Roles.FindDeclared("Gone"));
                Assert.Equal((role.RoleId, false), (directory.Permissions.Find(alice.Account.Name, false, Datacenter)!.RoleId, directory.Permissions.Find(alice.Account.Name, false, Datacenter)!.Propagate));
                Assert.Null(directory.Permissions.Find(AccountName.Parse("staff"), isGroup: true));
                Assert.Equal("with\ntwo lines", at.Message.Text);
                Assert.Equal((2525, false, "", 7), (at.Value("mail.smtp.port"), at.Value("ads.maxFetchEnabled"), at.Value("config.own"), at.Value("config.vmacore.soap.sessionTimeout")));
                Assert.Equal(TimeSpan.FromMinutes(7), at.Live.Sessions.IdleTimeout);
                Assert.Equal("alice@vsphere.local", directory.Extensions.Find("com.example")!.ServiceAccount);
            }

            Assert.Equal(one.Directory.Roles.All, other.Directory.Roles.All);
            Assert.Equal(one.Directory.Permissions.All, other.Directory.Permissions.All);
            var (here, there) = (one.Directory.Extensions.Find("com.example")!, other.Directory.Extensions.Find("com.example")!);
            Assert.Equal(here.Description.PrivilegeList, there.Description.PrivilegeList);
            Assert.Equal(
                (here.Description.Server![0].Url, here.Description.LastHeartbeatTime, here.Description.HealthInfo?.Url, here.Identity.UserName, here.Bytes),
                (there.Description.Server![0].Url, there.Description.LastHeartbeatTime, there.Description.HealthInfo?.Url, there.Identity.UserName, there.Bytes));
        }
    }

    [Fact]
    public async Task Changes_that_three_replicas_make_at_once_are_all_there()
    {
        await using var world = new TableWorld(server.Address);
        OwnTables[] all = [(await world.JoinAsync()).Tables, (await world.JoinAsync()).Tables, (await world.JoinAsync()).Tables];
        var ids = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(
            async () => await all[i % 3].Changes.RunAsync(
                () =>
                {
                    var tables = all[i % 3];
                    tables.Set($"config.of{i}", $"{i}");
                    tables.Set("task.maxAge", (int)tables.Value("task.maxAge")! + 1);
                    return tables.Directory.Roles.Add($"role {i}", ["System.View"]).RoleId;
                },
                Cancel),
            Cancel)));
        Assert.Equal(60, ids.Distinct().Count());
        Assert.All(all, tables =>
        {
            Assert.Equal(30 + 60, tables.Value("task.maxAge"));
            Assert.All(Enumerable.Range(0, 60), i => Assert.Equal((ids[i], $"{i}"), (tables.Directory.Roles.Find($"role {i}")!.RoleId, tables.Value($"config.of{i}"))));
        });
    }

    [Fact]
    public async Task A_change_is_in_force_though_no_message_of_the_engine_arrives()
    {
        await using var world = new TableWorld(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        await two.Instance.Engine.UnlistenAsync(two.Instance.Keys.Counters.ToString());
        await one.Tables.ChangeAsync(() => one.Tables.Message.Text = "hello");
        Assert.Equal("hello", two.Tables.Message.Text);
    }

    [Fact]
    public async Task What_a_first_replica_has_is_the_start_and_what_a_later_one_declares_besides_is_added()
    {
        await using var world = new TableWorld(server.Address);
        var one = (await world.JoinAsync(Declared(), message: "first")).Tables;
        var two = (await world.JoinAsync(Declared() with { Roles = [new DeclaredRole("Newer", ["System.View"]), .. Declared().Roles] }, message: "second")).Tables;
        Assert.Equal(("first", "first"), (one.Message.Text, two.Message.Text));
        await World.EventuallyAsync(() => Task.FromResult(one.Directory.Roles.Find("Newer") is not null));
        Assert.Equal(one.Directory.Roles.All, two.Directory.Roles.All);
        Assert.Equal(1001, two.Directory.Roles.Find("Keeper")!.RoleId); // as it was, though it is declared in another place
    }

    [Fact]
    public async Task What_was_changed_stays_when_a_replica_with_the_same_declaration_begins()
    {
        await using var world = new TableWorld(server.Address);
        var one = (await world.JoinAsync(Declared())).Tables;
        await one.ChangeAsync(() =>
        {
            one.Directory.Extensions.Unregister("com.declared");
            one.Directory.Roles.Update(one.Directory.Roles.Find("Keeper")!.RoleId, "Janitor", ["System.View"]);
        });
        var two = (await world.JoinAsync(Declared())).Tables;
        Assert.Null(two.Directory.Extensions.Find("com.declared"));
        Assert.Equal("Janitor", two.Directory.Roles.FindDeclared("Keeper")!.Name);
    }

    [Fact]
    public async Task What_one_replica_declares_anew_is_soon_in_force_on_the_others()
    {
        await using var world = new TableWorld(server.Address);
        var (one, two) = ((await world.JoinAsync(Declared())).Tables, (await world.JoinAsync(Declared())).Tables);
        one.Directory.Declare(Declared() with { Roles = [new DeclaredRole("Other", ["System.View"])], Permissions = [new DeclaredPermission(AccountName.Parse("dave"), false, "Other")] });
        await World.EventuallyAsync(() => Task.FromResult(two.Directory.Roles.Find("Other") is not null));
        Assert.Null(two.Directory.Roles.Find("Keeper"));
        Assert.Equal(one.Directory.Permissions.All, two.Directory.Permissions.All);
    }

    [Fact]
    public async Task An_engine_that_has_lost_the_tables_is_given_them_again()
    {
        await using var world = new TableWorld(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        await one.Tables.ChangeAsync(() => one.Tables.Directory.Roles.Add("Watcher", ["System.View"]));
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        await connection.GetDatabase().KeyDeleteAsync(one.Instance.Keys.Tables[0]);
        await one.Tables.ChangeAsync(() => one.Tables.Message.Text = "after");
        Assert.Equal("after", two.Tables.Message.Text);
        Assert.All([one.Tables, two.Tables, (await world.JoinAsync()).Tables], static tables => Assert.NotNull(tables.Directory.Roles.Find("Watcher")));
    }

    /// <summary>So no crash comes between them.</summary>
    [Fact]
    public async Task A_change_and_its_events_are_one_step_of_the_engine_and_a_change_that_is_tried_again_has_its_event_once()
    {
        await using var world = new TableWorld(server.Address);
        TableWorld.Member[] all = [await world.JoinAsync(), await world.JoinAsync(), await world.JoinAsync()];
        var sent = new ConcurrentQueue<EngineScript>();
        all[0].Instance.Engine.Sending = sent.Enqueue;
        await ChangeAsync(0, 0);
        Assert.Single(sent, static script => script.Text.Contains("keep_event", StringComparison.Ordinal));
        Assert.Equal("change 0", Assert.Single(await TextsAsync(1)));

        await Task.WhenAll(Enumerable.Range(1, 60).Select(i => Task.Run(() => ChangeAsync(i % 3, i), Cancel)));
        var texts = await TextsAsync(2);
        Assert.Equal(Enumerable.Range(0, 61).Select(static i => $"change {i}").Order(StringComparer.Ordinal), texts.Order(StringComparer.Ordinal));
        Assert.Equal(texts[^1], $"change {all[1].Tables.Message.Text}"); // their order is that of the changes

        Task ChangeAsync(int replica, int number) => all[replica].Tables.Changes.RunAsync(
            then =>
            {
                all[replica].Tables.Message.Text = $"{number}";
                then.Post(all[replica].Events, stamp => new GeneralUserEvent { Key = stamp.Key, ChainId = stamp.Key, CreatedTime = stamp.CreatedTime, UserName = "joe", Message = $"change {number}" });
                return new ValueTask<int>(0);
            },
            Cancel).AsTask();

        async Task<List<string>> TextsAsync(int replica) => (await SharedEventTests.ReadAsync(all[replica].Events)).ConvertAll(static posted => ((GeneralUserEvent)posted).Message);
    }

    [Fact]
    public async Task An_event_of_a_change_that_changes_nothing_is_posted_too()
    {
        await using var world = new TableWorld(server.Address);
        var one = await world.JoinAsync();
        await one.Tables.Changes.RunAsync(
            then =>
            {
                then.Post(one.Events, static stamp => new GeneralUserEvent { Key = stamp.Key, ChainId = stamp.Key, CreatedTime = stamp.CreatedTime, UserName = "joe", Message = "nothing" });
                return new ValueTask<int>(0);
            },
            Cancel);
        await one.Events.SettledAsync(Cancel);
        Assert.Single(await SharedEventTests.ReadAsync(one.Events));
    }

    [Fact]
    public async Task A_replica_that_is_cut_off_changes_nothing()
    {
        await using var world = new TableWorld(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        await one.Instance.Replica.DisposeAsync();
        await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await one.Tables.ChangeAsync(() => one.Tables.Message.Text = "lost"));
        Assert.Equal(("", ""), (one.Tables.Message.Text, two.Tables.Message.Text));
    }

    [Fact]
    public async Task A_password_is_in_the_engine_as_its_hash_and_that_of_a_declared_account_is_not_at_all()
    {
        await using var world = new TableWorld(server.Address);
        var one = await world.JoinAsync(Declared());
        var name = AccountName.Parse("alice");
        await one.Tables.ChangeAsync(() => one.Tables.Directory.Accounts.Change(name, _ => new Account { Name = name, Password = new PlainPassword("very secret") }));
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var texts = (await connection.GetDatabase().HashGetAllAsync(one.Instance.Keys.Tables[0])).Select(static entry => $"{entry.Name} {entry.Value}").ToArray();
        Assert.Contains(texts, static text => text.StartsWith("directory/account/ALICE", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, static text => text.Contains("very secret", StringComparison.Ordinal) || text.Contains("account/CAROL", StringComparison.Ordinal));
    }

    private static DirectoryDeclaration Declared() => new()
    {
        Accounts = [new Account { Name = AccountName.Parse("carol"), Groups = ["staff"], Password = new PlainPassword("declared") }],
        Roles = [new DeclaredRole("Keeper", ["System.View"]), new DeclaredRole("Gone", ["System.View"])],
        Permissions = [new DeclaredPermission(AccountName.Parse("carol"), false, "Admin"), new DeclaredPermission(AccountName.Parse("staff"), true, "Keeper")],
        Extensions = [new DeclaredExtension(Whole("com.declared"), "Keeper", null)],
    };

    private static Extension Whole(string key) => new()
    {
        Key = key,
        Description = new Description { Label = "An extension", Summary = "of <all> \"kinds\" of characters: ü 🙂" },
        Version = "1.0",
        Company = "Example",
        LastHeartbeatTime = default,
        Server = [new ExtensionServerInfo { Url = "https://x.example/sdk", Description = new Description { Label = "l", Summary = "s" }, Company = "c", Type = "t", AdminEmail = ["a@x.example"] }],
        PrivilegeList = [new ExtensionPrivilegeInfo { PrivID = "Own.Privilege", PrivGroupName = "Own" }],
        HealthInfo = new ExtensionHealthInfo { Url = "https://x.example/health" },
    };
}

public sealed class RedisSharedTableTests(RedisServer server) : SharedTableTests(server), IClassFixture<RedisServer>;

public sealed class GarnetSharedTableTests(GarnetServer server) : SharedTableTests(server), IClassFixture<GarnetServer>;
