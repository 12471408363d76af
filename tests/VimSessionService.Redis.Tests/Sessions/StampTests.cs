using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Objects;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Objects;
using VimSessionService.Redis.Records;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tests.Engines;

namespace VimSessionService.Redis.Tests.Sessions;

/// <summary>A replica reads the document of a session anew only when it has changed, whoever changed it.</summary>
public abstract class StampTests(IEngineServer server)
{
    private static CancellationToken Cancel => World.Cancel;

    [Fact]
    public async Task A_document_that_another_replica_changed_is_that_of_the_next_call_and_is_read_once()
    {
        await using var world = new World(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        var (session, token) = await one.AddAsync();
        var (sentOne, sentTwo) = (Sent(one), Sent(two));
        await CallAsync(one, token);
        Assert.Equal([SessionScripts.EnterKnown], sentOne); // it has added the session
        await CallAsync(two, token);
        await CallAsync(two, token);
        Assert.Equal([SessionScripts.Enter, SessionScripts.EnterKnown], sentTwo);

        foreach (var (locale, changing, other, sent) in new[] { ("de", two, one, sentOne), ("fr", one, two, sentTwo), ("ja", two, one, sentOne) })
        {
            await changing.Store.UpdateAsync(session.Key, data => data with { Locale = locale }, Cancel);
            sent.Clear();
            Assert.Equal(locale, (await CallAsync(other, token)).Data.Locale);
            Assert.Equal([SessionScripts.EnterKnown, SessionScripts.Enter], sent);
            var known = await CallAsync(other, token);
            Assert.Equal(locale, known.Data.Locale);
            Assert.Same(known.Data, (await CallAsync(other, token)).Data);
            Assert.Equal([SessionScripts.EnterKnown, SessionScripts.Enter, SessionScripts.EnterKnown, SessionScripts.EnterKnown], sent);
            Assert.Equal(locale, (await CallAsync(changing, token)).Data.Locale);
        }

        Assert.Equal(16, (await CallAsync(one, token)).CallCount);
    }

    [Fact]
    public async Task The_version_of_what_a_session_has_made_is_that_of_each_call()
    {
        await using var world = new World(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        var (session, token) = await one.AddAsync();
        var objects = new RedisSessionObjects(two.Instance.Engine, two.Instance.Keys, two.Instance.Replica);
        Assert.Equal(0, (await CallAsync(one, token)).ObjectsVersion);
        for (var version = 1; version <= 3; version++)
        {
            Assert.NotNull(await objects.WriteAsync(session.Key, [new DocumentWrite("view-1", "x"u8.ToArray())], null, Cancel));
            var sent = Sent(one);
            Assert.Equal(version, (await CallAsync(one, token)).ObjectsVersion);
            Assert.Equal(version == 1 ? [SessionScripts.EnterKnown, SessionScripts.Enter] : [SessionScripts.EnterKnown], sent);
        }
    }

    [Fact]
    public async Task Beside_a_replica_that_does_not_know_stamps_each_call_reads_the_document_and_no_state_has_one()
    {
        await using var world = new World(server.Address);
        var earlier = await world.JoinAsync(form: DocumentForm.Compact);
        var later = await world.JoinAsync();
        var (session, token) = await later.AddAsync();
        var sent = Sent(later);
        await CallAsync(later, token);
        await CallAsync(later, token);
        Assert.Equal([SessionScripts.Enter, SessionScripts.Enter], sent);
        Assert.Null(DocumentStamp.Of(await StateOfAsync(later, session.Key)));

        await earlier.Instance.DisposeAsync();
        await World.EventuallyAsync(() => Task.FromResult(later.Instance.Replica.Form == DocumentForm.Stamped));
        sent.Clear();
        await CallAsync(later, token);
        Assert.NotNull(DocumentStamp.Of(await StateOfAsync(later, session.Key)));
        await CallAsync(later, token);
        Assert.Equal([SessionScripts.Enter, SessionScripts.EnterKnown], sent);
    }

    [Fact]
    public async Task A_session_that_is_restored_with_other_data_is_read_anew_whether_it_lives_or_not()
    {
        await using var world = new World(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        var (session, token) = await one.AddAsync();
        await CallAsync(two, token);
        var saved = await one.Store.SaveAsync(Cancel);
        await one.Store.UpdateAsync(session.Key, static data => data with { Locale = "de" }, Cancel);
        Assert.Equal("de", (await CallAsync(two, token)).Data.Locale);
        await one.Store.RestoreAsync(saved, Cancel);
        Assert.Equal("en", (await CallAsync(two, token)).Data.Locale);
        await two.Store.UpdateAsync(session.Key, static data => data with { Locale = "de" }, Cancel);
        Assert.Equal("de", (await CallAsync(one, token)).Data.Locale);
        Assert.True(await two.Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel));
        Assert.Null(await one.Store.EnterAsync(token, Cancel));
        await two.Store.RestoreAsync(saved, Cancel);
        await World.EventuallyAsync(() => Task.FromResult(one.Told.Changed.Count == 5));
        Assert.Equal("en", (await CallAsync(one, token)).Data.Locale);
    }

    [Fact]
    public async Task A_known_session_whose_call_is_in_flight_elsewhere_lives_on_and_ends_when_none_is()
    {
        await using var world = new World(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        var (session, token) = await one.AddAsync();
        await CallAsync(one, token);
        Assert.NotNull(await two.Store.EnterAsync(token, Cancel));
        world.Time.Advance(world.Settings.IdleTimeout);
        await CallAsync(one, token);
        await CallAsync(one, token);
        world.Settings.MaxLifetime = world.Settings.IdleTimeout;
        Assert.Equal(5, (await CallAsync(one, token)).CallCount);
        Assert.True(await two.Store.LeaveAsync(session.Key));
        Assert.NotNull(await two.Store.ListAsync(Cancel)); // asked after the end of the call was told
        Assert.Null(await one.Store.EnterAsync(token, Cancel));
        Assert.Equal(SessionEnd.Expired, Assert.Single(one.Told.Ended).Reason);
    }

    private static async Task<Session> CallAsync(World.Member member, SessionToken token)
    {
        var session = (await member.Store.EnterAsync(token, Cancel))!;
        Assert.True(await member.Store.LeaveAsync(session.Key));
        return session;
    }

    /// <summary>The scripts that begin calls, from now on.</summary>
    private static List<EngineScript> Sent(World.Member member)
    {
        var sent = new List<EngineScript>();
        member.Instance.Engine.Sending = script =>
        {
            if (script == SessionScripts.Enter || script == SessionScripts.EnterKnown)
                sent.Add(script);
        };
        return sent;
    }

    private static async Task<string> StateOfAsync(World.Member member, string key) =>
        $"{await member.Instance.Engine.AskAsync(database => database.HashGetAsync(member.Instance.Keys.Sessions[2], SessionName.Of(key, DocumentForm.Newest)))}";
}

public sealed class RedisStampTests(RedisServer server) : StampTests(server), IClassFixture<RedisServer>;

public sealed class GarnetStampTests(GarnetServer server) : StampTests(server), IClassFixture<GarnetServer>;
