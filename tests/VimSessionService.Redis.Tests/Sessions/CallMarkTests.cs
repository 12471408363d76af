using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Records;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tests.Engines;

namespace VimSessionService.Redis.Tests.Sessions;

/// <summary>What calls cost at the engine, and how their ends are told.</summary>
public abstract class CallMarkTests(IEngineServer server)
{
    private static CancellationToken Cancel => World.Cancel;

    [Fact]
    public async Task A_call_waits_for_one_script_and_a_login_with_its_logout_for_three()
    {
        await using var world = new World(server.Address);
        var one = await world.JoinAsync();
        var sent = new List<EngineScript>();
        one.Instance.Engine.Sending = script =>
        {
            if (!script.Text.Contains("KEYS: replicas", StringComparison.Ordinal))
                sent.Add(script);
        };
        var (session, token) = await one.AddAsync();
        await one.Store.EnterAsync(token, Cancel);
        await one.Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel);
        await one.Store.LeaveAsync(session.Key);
        Assert.Equal([SessionScripts.Add, SessionScripts.EnterKnown, SessionScripts.End], sent);
        (_, token) = await one.AddAsync();
        sent.Clear();
        await one.Store.EnterAsync(token, Cancel);
        Assert.Equal([SessionScripts.EnterKnown], sent);
    }

    [Fact]
    public async Task The_ends_of_many_calls_are_told_together_and_all_before_whatever_is_asked_next()
    {
        await using var world = new World(server.Address);
        var one = await world.JoinAsync();
        var (session, token) = await one.AddAsync();
        var sent = 0;
        one.Instance.Engine.Sending = script =>
        {
            if (script == SessionScripts.Leave)
                Interlocked.Increment(ref sent);
        };
        for (var round = 1; round <= 10; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => one.Store.EnterAsync(token, Cancel).AsTask()));
            for (var call = 0; call < 64; call++)
                Assert.True(await one.Store.LeaveAsync(session.Key));
            var state = await StateOfAsync(one, session.Key);
            Assert.Equal($"{64 * round}", state.Split(' ')[0]);
            Assert.DoesNotContain('.', state); // no mark of a call is left
        }

        Assert.InRange(sent, 10, 640);
        world.Time.Advance(world.Settings.IdleTimeout);
        Assert.Null(await one.Store.EnterAsync(token, Cancel));
    }

    [Fact]
    public async Task The_ends_that_were_put_off_go_along_with_the_next_call()
    {
        await using var world = new World(server.Address);
        var one = await world.JoinAsync();
        var (session, token) = await one.AddAsync();
        var (_, other) = await one.AddAsync("jane");
        await one.Store.EnterAsync(token, Cancel);
        await one.Store.EnterAsync(token, Cancel);
        await one.Store.EnterAsync(token, Cancel);
        var isRefused = true;
        one.Instance.Engine.Sending = script =>
        {
            if (isRefused && script == SessionScripts.Leave)
                throw new EngineUnavailableException("for a test", mayHaveRun: false);
        };
        for (var call = 0; call < 3; call++)
            Assert.True(await one.Store.LeaveAsync(session.Key)); // the first is refused, and tried again after a while
        Assert.NotNull(await one.Store.EnterAsync(other, Cancel));
        Assert.Single((await StateOfAsync(one, session.Key)).Split(' '), static part => part.Contains('.', StringComparison.Ordinal)); // the marks of the others are gone
        isRefused = false;
        await World.EventuallyAsync(async () => !(await StateOfAsync(one, session.Key)).Contains('.', StringComparison.Ordinal));
        Assert.StartsWith("3 ", await StateOfAsync(one, session.Key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ends_that_a_call_took_along_are_told_when_it_could_not_begin()
    {
        await using var world = new World(server.Address);
        var one = await world.JoinAsync();
        var (session, token) = await one.AddAsync();
        await one.Store.EnterAsync(token, Cancel);
        await one.Store.EnterAsync(token, Cancel);
        var isRefused = true;
        one.Instance.Engine.Sending = script =>
        {
            if (isRefused && (script == SessionScripts.EnterKnown || script == SessionScripts.Leave))
                throw new EngineUnavailableException("for a test", mayHaveRun: false);
        };
        Assert.True(await one.Store.LeaveAsync(session.Key)); // refused, and tried again after a while
        Assert.True(await one.Store.LeaveAsync(session.Key)); // put off
        await Assert.ThrowsAsync<EngineUnavailableException>(async () => await one.Store.EnterAsync(token, Cancel));
        Assert.Contains('.', await StateOfAsync(one, session.Key));
        isRefused = false;
        await World.EventuallyAsync(async () => !(await StateOfAsync(one, session.Key)).Contains('.', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_question_is_sent_after_the_ends_of_calls_that_another_thread_is_about_to_send()
    {
        await using var world = new World(server.Address);
        var one = await world.JoinAsync();
        var (session, token) = await one.AddAsync();
        await one.Store.EnterAsync(token, Cancel);
        using var isAsked = new ManualResetEventSlim();
        Task? question = null;
        bool? isOvertaken = null;
        one.Instance.Engine.Sending = script =>
        {
            if (script != SessionScripts.Leave)
                return;
            question = Task.Run(() => one.Instance.Engine.AskAsync(database =>
            {
                isAsked.Set();
                return database.PingAsync();
            }), Cancel);
            isOvertaken = isAsked.Wait(TimeSpan.FromMilliseconds(300), Cancel);
        };
        Assert.True(await one.Store.LeaveAsync(session.Key));
        await question!;
        Assert.False(isOvertaken);
    }

    private static async Task<string> StateOfAsync(World.Member member, string key) =>
        $"{await member.Instance.Engine.AskAsync(database => database.HashGetAsync(member.Instance.Keys.Sessions[2], SessionName.Of(key, DocumentForm.Newest)))}";
}

public sealed class RedisCallMarkTests(RedisServer server) : CallMarkTests(server), IClassFixture<RedisServer>;

public sealed class GarnetCallMarkTests(GarnetServer server) : CallMarkTests(server), IClassFixture<GarnetServer>;
