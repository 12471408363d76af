using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using VimSessionService.ClientTests.Harness;
using VimSessionService.TestEngines;

namespace VimSessionService.ClientTests;

/// <summary>
/// Clients log in, call, clone, wait, post events, change roles and permissions, terminate sessions and log out at three replicas, while replicas are killed and started again, and the engine too, and connections are cut: those of
/// clients, and those of replicas with the engine. Whatever was answered stays true, is among the events, and reaches who waits for it.
/// </summary>
public sealed partial class ReplicaKillTests : IDisposable
{
    private const int Clients = 12;
    private const int Rounds = 6;
    private const int Waiters = 3;

    /// <summary>After how many calls a connection is cut.</summary>
    private const int CallsBetweenCuts = 60;
    private const string Login = "<userName>root</userName><password>secret</password>";

    private readonly RawCalls _calls = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ServiceProcess[] _replicas = new ServiceProcess[3];
    private readonly List<CutProxy> _proxies = [];
    private readonly List<MessageWaiter> _waiters = [];
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vimsession-kill-");
    private Uri[] _own = [];
    private Uri[] _urls = [];
    private volatile bool _isOver;
    private volatile bool _isSettled;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public void Dispose()
    {
        _calls.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task No_session_is_lost_or_works_after_its_end_no_ticket_works_twice_no_event_is_missing_or_doubled_and_no_waiter_misses_a_change()
    {
        if (RedisServer.Missing is { } missing)
            throw ClientProgram.Missing(missing);
        await WriteUsersAsync();
        using var engine = new RedisServer("--save", "", "--appendonly", "yes", "--appendfsync", "always");
        try
        {
            for (var i = 0; i < _replicas.Length; i++)
            {
                _proxies.Add(new CutProxy(engine.Port));
                _replicas[i] = await StartAsync(i, "127.0.0.1:0");
            }

            _own = [.. _replicas.Select(static replica => replica.Url)];
            _proxies.AddRange(_own.Select(static url => new CutProxy(url.Port)));
            _urls = [.. _own.Select((url, i) => new UriBuilder(url) { Port = _proxies[_replicas.Length + i].Port }.Uri)];
            var waiting = await StartWaitersAsync();
            List<Task> clients = [.. Enumerable.Range(0, Clients).Select(i => Task.Run(() => UseAsync(new Random(i), $"client{i}"), Cancel)), Task.Run(KeepAsync, Cancel), Task.Run(CutAsync, Cancel), Task.Run(ChangeAsync, Cancel)];
            for (var round = 0; round < Rounds; round++)
            {
                await ProgressAsync();
                if (round % 3 == 2)
                {
                    engine.Kill();
                    engine.Start();
                    Count("kills of the engine");
                }

                var killed = round % _replicas.Length;
                await _replicas[killed].KillAsync(Cancel);
                _replicas[killed] = await StartAsync(killed, _own[killed].Authority);
                Count("kills of replicas");
            }

            _isOver = true;
            await Task.WhenAll(clients);
            _isSettled = true;
            await waiting;
            await CountEventsAsync();
        }
        finally
        {
            _isOver = true;
            _isSettled = true;
            foreach (var replica in _replicas)
            {
                if (replica is not null)
                    await replica.DisposeAsync();
            }

            foreach (var proxy in _proxies)
                await proxy.DisposeAsync();
        }

        Tell(string.Join(", ", _counts.OrderBy(static count => count.Key, StringComparer.Ordinal).Select(static count => $"{count.Key}: {count.Value}")));
        Assert.Equal((0, 0), (Of("events missing"), Of("events doubled")));
        Assert.Equal(0, Of("calls refused"));
        Assert.Equal(0, Of("changes that a waiter missed"));
        Assert.Equal((0, 0, 0), (Of("sessions lost"), Of("sessions that work after their end"), Of("tickets that work twice")));
        Assert.True(Of("sessions") > Clients && Of("tickets") > 0 && Of("unanswered") > 0, "there was no load, or nothing was hit");
        Assert.Equal((Rounds, 2), (Of("kills of replicas"), Of("kills of the engine")));
        Assert.True(Of("connections cut") > Rounds && Of("changes waited for") > Rounds, "too little was cut or waited for");
    }

    /// <summary>Writes to the output of the test, and to the file that VIMSESSION_TEST_COUNTS names, which CI prints.</summary>
    private static void Tell(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("VIMSESSION_TEST_COUNTS") is { Length: > 0 } file)
            File.AppendAllText(file, line + "\n");
    }

    private Task<ServiceProcess> StartAsync(int replica, string listen) => ServiceProcess.StartAsync(
        ["--tls", "false", "--username", "root", "--password", "secret", "--users-file", UsersFile, "--admin-listen", "off", "--store", $"redis://127.0.0.1:{_proxies[replica].Port}", "--store-key", "0123456789abcdef"],
        [], Cancel, listen: listen);

    /// <summary>Between two kills every waiter is told of changes, connections are cut, and sessions begin, however busy the machine is.</summary>
    private async Task ProgressAsync()
    {
        var (changes, cuts, sessions) = (Of("changes waited for"), Of("connections cut"), Of("sessions"));
        while ((Of("changes waited for") < changes + 2 || Of("connections cut") < cuts + 2 || Of("sessions") < sessions + Clients) && Of("changes that a waiter missed") == 0)
            await Task.Delay(10, Cancel);
    }

    /// <summary>Clients that wait for changes of the message.</summary>
    private async Task<Task> StartWaitersAsync()
    {
        var waits = new List<Task>();
        for (var i = 0; i < Waiters; i++)
        {
            var random = new Random(100 + i);
            var (_, _, cookie) = await _calls.CallAsync(_own[i], "Login", null, Login);
            var waiter = new MessageWaiter(_calls, () => Any(random), what => Count(what));
            _waiters.Add(waiter);
            waits.Add(Task.Run(() => waiter.RunAsync(cookie!, () => _isSettled, UnansweredAsync), Cancel));
        }

        return Task.WhenAll(waits);
    }

    /// <summary>Changes the message, and waits each time until every waiter was told.</summary>
    private async Task ChangeAsync()
    {
        var random = new Random(815);
        string? cookie = null;
        while (cookie is null)
            cookie = (await _calls.CallAsync(Any(random), "Login", null, Login)) is (CallAnswer.Done, _, { } given) ? given : null;
        for (var number = 1; !_isOver; number++)
        {
            // A number is written once: what was not answered may come into force late.
            if (await AskAsync(random, cookie, "GlobalMessageChangedEvent", $"{number}", "UpdateServiceMessage", $"<message>{number}</message>", "SessionManager") is null)
                continue;

            var began = TimeProvider.System.GetTimestamp();
            while (_waiters.Any(waiter => waiter.Latest < number))
            {
                if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(60))
                {
                    Count("changes that a waiter missed");
                    return;
                }

                await Task.Delay(10, Cancel);
            }

            Count("changes waited for");
        }
    }

    /// <summary>Cuts the connections of one replica after the other, now those with the engine, now those of clients.</summary>
    private async Task CutAsync()
    {
        for (var i = 0; !_isOver; i++)
        {
            for (var calls = Of("calls"); Of("calls") < calls + CallsBetweenCuts && !_isOver;)
                await Task.Delay(10, Cancel);
            Count("connections cut", _proxies[i % _proxies.Count].Cut());
        }
    }

    /// <summary>One session after the other.</summary>
    private async Task UseAsync(Random random, string principal)
    {
        while (!_isOver)
        {
            var (answer, text, cookie) = await _calls.CallAsync(Any(random), "Login", null, Login);
            if (answer != CallAnswer.Done)
            {
                await UnansweredAsync();
                continue;
            }

            Count("sessions");
            var key = KeyOf(text);
            _asked.Note("UserLoginSessionEvent", key, CallAnswer.Done);
            await LogAsync(random, cookie!);
            await ChangeRolesAsync(random, cookie!, principal);
            await TerminateAsync(random, cookie!);
            for (var i = random.Next(1, 6); i > 0; i--)
                await CallAsync(random, cookie!);
            await CloneAsync(random, cookie!);
            // What was not answered may have been carried out: then the session is gone, and it must be.
            while ((answer = (await _calls.CallAsync(Any(random), "Logout", cookie)).Answer) is CallAnswer.None)
                await UnansweredAsync();
            await EndedAsync(key, cookie!);
        }
    }

    /// <summary>One session from the beginning to the end.</summary>
    private async Task KeepAsync()
    {
        var random = new Random(4711);
        string? cookie = null;
        while (cookie is null)
            cookie = (await _calls.CallAsync(Any(random), "Login", null, Login)) is (CallAnswer.Done, _, { } given) ? given : null;
        while (!_isOver)
            await CallAsync(random, cookie);
        await CallAsync(random, cookie);
    }

    private async Task CallAsync(Random random, string cookie)
    {
        while (true)
        {
            var (answer, _, _) = await _calls.CallAsync(Any(random), "CurrentTime", cookie, target: "ServiceInstance");
            if (answer == CallAnswer.None)
            {
                await UnansweredAsync();
                continue;
            }

            Count(answer == CallAnswer.Done ? "calls" : "sessions lost");
            return;
        }
    }

    /// <summary>Two clients show one ticket at different replicas.</summary>
    private async Task CloneAsync(Random random, string cookie)
    {
        var (answer, text, _) = await _calls.CallAsync(Any(random), "AcquireCloneTicket", cookie);
        if (answer != CallAnswer.Done)
            return;
        Count("tickets");
        var ticket = $"<cloneTicket>{RawCalls.Result(text)}</cloneTicket>";
        var clones = await Task.WhenAll(_urls.Select(url => _calls.CallAsync(url, "CloneSession", null, ticket)));
        if (clones.Count(static clone => clone.Answer == CallAnswer.Done) > 1)
            Count("tickets that work twice");
        foreach (var (cloned, session, given) in clones)
        {
            if (cloned != CallAnswer.Done)
                continue;
            _asked.Note("UserLoginSessionEvent", KeyOf(session), CallAnswer.Done);
            if ((await _calls.CallAsync(Any(random), "Logout", given)).Answer == CallAnswer.Done)
                _asked.Note("UserLogoutSessionEvent", KeyOf(session), CallAnswer.Done);
        }
    }

    /// <summary>A session has ended: of that there is one event, and the session works nowhere.</summary>
    private async Task EndedAsync(string key, string cookie)
    {
        _asked.Note("UserLogoutSessionEvent", key, CallAnswer.Done);
        foreach (var url in _urls)
        {
            if ((await _calls.CallAsync(url, "CurrentTime", cookie, target: "ServiceInstance")).Answer == CallAnswer.Done)
                Count("sessions that work after their end");
        }
    }

    private static string KeyOf(string answer) => SessionKey().Match(answer).Groups["key"].Value;

    /// <summary>A client waits a little before it tries again.</summary>
    private async Task UnansweredAsync()
    {
        Count("unanswered");
        await Task.Delay(20, Cancel);
    }

    private Uri Any(Random random) => _urls[random.Next(_urls.Length)];

    private void Count(string what, int count = 1) => _counts.AddOrUpdate(what, count, (_, before) => before + count);

    private int Of(string what) => _counts.GetValueOrDefault(what);

    [GeneratedRegex("<key>(?<key>[^<]+)</key>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SessionKey();
}
