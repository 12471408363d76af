using StackExchange.Redis;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Records;
using VimSessionService.Redis.Tests.Engines;

namespace VimSessionService.Redis.Tests.Sessions;

/// <summary>Replicas of two versions side by side, and what an earlier version left.</summary>
public abstract class FormTests(IEngineServer server)
{
    private static CancellationToken Cancel => World.Cancel;

    [Fact]
    public async Task Beside_a_replica_of_an_earlier_version_sessions_are_written_as_it_reads_them()
    {
        await using var world = new World(server.Address);
        var earlier = await world.JoinAsync(form: DocumentForm.First);
        var later = await world.JoinAsync();
        Assert.Equal(DocumentForm.First, later.Instance.Replica.Form);
        var (session, token) = await later.AddAsync();
        Assert.True(await HasAsync(later, session.Key));
        foreach (var member in new[] { earlier, later, earlier })
        {
            Assert.Equal("joe", (await member.Store.EnterAsync(token, Cancel))!.Data.User.UserName);
            Assert.True(await member.Store.LeaveAsync(session.Key));
            Assert.Equal(session.Key, (await member.Store.FindAsync(session.Key, Cancel))!.Key);
            Assert.Equal(session.Key, Assert.Single(await member.Store.ListAsync(Cancel)).Key);
        }
    }

    [Fact]
    public async Task When_all_replicas_are_of_the_later_version_new_sessions_are_compact_and_the_earlier_ones_go_on()
    {
        await using var world = new World(server.Address);
        var earlier = await world.JoinAsync(form: DocumentForm.First);
        var later = await world.JoinAsync();
        var (old, oldToken) = await earlier.AddAsync();
        await earlier.Instance.DisposeAsync();
        await World.EventuallyAsync(() => Task.FromResult(later.Instance.Replica.Form == DocumentForm.Newest));
        var (young, youngToken) = await later.AddAsync("jane");
        Assert.True(await HasAsync(later, old.Key));
        Assert.False(await HasAsync(later, young.Key));
        Assert.True(await HasAsync(later, SessionName.Of(young.Key, DocumentForm.Compact)));
        foreach (var (session, token) in new[] { (old, oldToken), (young, youngToken) })
        {
            Assert.Equal(session.Key, (await later.Store.EnterAsync(token, Cancel))!.Key);
            Assert.Equal(session.Key, (await later.Store.UpdateAsync(session.Key, static data => data with { Locale = "de" }, Cancel))!.Key);
            Assert.Equal(("de", 1L), ((await later.Store.FindAsync(session.Key, Cancel))!.Data.Locale, (await later.Store.FindAsync(session.Key, Cancel))!.CallCount));
            Assert.True(await later.Store.LeaveAsync(session.Key));
        }

        Assert.Equal([old.Key, young.Key], (await later.Store.ListAsync(Cancel)).Select(static session => session.Key));
        Assert.True(await later.Store.RemoveAsync(old.Key, SessionEnd.Terminated, Cancel));
        world.Time.Advance(world.Settings.IdleTimeout);
        Assert.Empty(await later.Store.ListAsync(Cancel));
        Assert.Equal([(old.Key, SessionEnd.Terminated), (young.Key, SessionEnd.Expired)], later.Told.Ended.Select(static ended => (ended.Session.Key, ended.Reason)));
        Assert.Equal(0, await CountAsync(later));
    }

    /// <summary>As the first version of the service wrote it, byte for byte but for the token.</summary>
    [Fact]
    public async Task A_session_of_the_first_version_is_read()
    {
        await using var world = new World(server.Address);
        var one = await world.JoinAsync();
        var token = World.NewToken();
        const string Key = "52d4c1a0-1111-2222-3333-444455556666";
        const string Owner = "AAAABBBBCCCCDDDD";
        var now = (world.Time.GetUtcNow() - new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)).Ticks;
        var utc = world.Time.GetUtcNow().UtcTicks;
        byte[] document =
        [
            (byte)'1', .. token.Hash!.Value.ToArray(),
            .. System.Text.Encoding.UTF8.GetBytes(
                $$"""{{Owner}}{{"\n"}}7{{"\n"}}{"v":1,"at":{{utc}},"u":"VSPHERE.LOCAL\\joe","n":"joe vsphere.local","g":["VSPHERE.LOCAL\\ops"],"l":"de","t":"en","adm":true,"d":"soap","ip":"10.0.0.7","c":"govc"}"""),
        ];
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var database = connection.GetDatabase();
        var keys = one.Instance.Keys.Sessions;
        await database.HashSetAsync(keys[0], token.Hash!.Value.ToArray(), Key);
        await database.HashSetAsync(keys[1], Key, document);
        await database.HashSetAsync(keys[2], Key, $"3 {now} {utc} {now} ");
        await database.SortedSetAddAsync(keys[3], Key, now);
        await database.HashSetAsync(keys[4], Owner, 1);
        var session = (await one.Store.EnterAsync(token, Cancel))!;
        Assert.Equal((Key, @"VSPHERE.LOCAL\joe", "joe vsphere.local", 4L, "de"), (session.Key, session.Data.User.UserName, session.Data.User.FullName, session.CallCount, session.Data.Locale));
        Assert.Equal(world.Time.GetUtcNow().UtcDateTime, session.LoginTime);
        Assert.True(await one.Store.LeaveAsync(Key));
        Assert.True(await one.Store.RemoveAsync(Key, SessionEnd.LoggedOut, Cancel));
        Assert.Equal(0, await CountAsync(one));
        Assert.False(await database.HashExistsAsync(keys[4], Owner));
    }

    [Fact]
    public async Task What_a_session_makes_belongs_to_it_in_either_form()
    {
        await using var world = new World(server.Address);
        foreach (var form in new[] { DocumentForm.First, DocumentForm.Compact, DocumentForm.Stamped })
        {
            var member = await world.JoinAsync(form: form);
            var (session, token) = await member.AddAsync();
            var objects = new Redis.Objects.RedisSessionObjects(member.Instance.Engine, member.Instance.Keys, member.Instance.Replica);
            Assert.NotNull(await objects.WriteAsync(session.Key, [new Core.Sessions.Objects.DocumentWrite("view-1", "x"u8.ToArray())], null, Cancel));
            Assert.Equal("view-1", (await objects.FindAsync(session.Key, "view-1", Cancel))!.Name);
            Assert.Single((await objects.ReadAsync(session.Key, 0, Cancel))!.Documents);
            Assert.Equal(1, (await member.Store.EnterAsync(token, Cancel))!.ObjectsVersion);
            Assert.True(await member.Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel));
            Assert.Equal(0, await member.Instance.Engine.AskAsync(database => database.HashLengthAsync(member.Instance.Keys.Objects[0])));
            await member.Instance.DisposeAsync();
        }
    }

    private static Task<bool> HasAsync(World.Member member, string name) => member.Instance.Engine.AskAsync(database => database.HashExistsAsync(member.Instance.Keys.Sessions[1], name));

    private static Task<long> CountAsync(World.Member member) => member.Instance.Engine.AskAsync(database => database.HashLengthAsync(member.Instance.Keys.Sessions[1]));
}

public sealed class RedisFormTests(RedisServer server) : FormTests(server), IClassFixture<RedisServer>;

public sealed class GarnetFormTests(GarnetServer server) : FormTests(server), IClassFixture<GarnetServer>;
