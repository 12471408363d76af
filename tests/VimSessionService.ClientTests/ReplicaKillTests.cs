using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using VimSessionService.ClientTests.Harness;
using VimSessionService.TestEngines;

namespace VimSessionService.ClientTests;

/// <summary>
/// Clients log in, call, clone, post events and log out at three replicas, while replicas are killed and started again, and the engine too. Whatever was answered stays
/// true, and is among the events.
/// </summary>
public sealed partial class ReplicaKillTests : IDisposable
{
    private const int Clients = 12;
    private const int Rounds = 6;
    private const string Login = "<userName>root</userName><password>secret</password>";

    private readonly RawCalls _calls = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _begun = [];
    private readonly ConcurrentBag<string> _ended = [];
    private readonly ConcurrentBag<string> _logged = [];
    private readonly ServiceProcess[] _replicas = new ServiceProcess[3];
    private Uri[] _urls = [];
    private volatile bool _isOver;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public void Dispose() => _calls.Dispose();

    [Fact]
    public async Task No_session_is_lost_or_works_after_its_end_no_ticket_works_twice_and_no_event_is_missing_or_doubled()
    {
        if (RedisServer.Missing is { } missing)
            throw ClientProgram.Missing(missing);
        using var engine = new RedisServer("--save", "", "--appendonly", "yes", "--appendfsync", "always");
        try
        {
            for (var i = 0; i < _replicas.Length; i++)
                _replicas[i] = await StartAsync(engine, "127.0.0.1:0");
            _urls = [.. _replicas.Select(static replica => replica.Url)];
            var clients = Enumerable.Range(0, Clients).Select(i => Task.Run(() => UseAsync(new Random(i)), Cancel)).Append(Task.Run(KeepAsync, Cancel)).ToList();
            for (var round = 0; round < Rounds; round++)
            {
                if (round % 3 == 2)
                {
                    engine.Kill();
                    engine.Start();
                    Count("kills of the engine");
                }

                var killed = round % _replicas.Length;
                await _replicas[killed].KillAsync(Cancel);
                _replicas[killed] = await StartAsync(engine, _urls[killed].Authority);
                Count("kills of replicas");
            }

            _isOver = true;
            await Task.WhenAll(clients);
            await CountEventsAsync();
        }
        finally
        {
            _isOver = true;
            foreach (var replica in _replicas)
            {
                if (replica is not null)
                    await replica.DisposeAsync();
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", _counts.OrderBy(static count => count.Key, StringComparer.Ordinal).Select(static count => $"{count.Key}: {count.Value}")));
        Assert.Equal((0, 0), (Of("events missing"), Of("events doubled")));
        Assert.Equal((0, 0, 0), (Of("sessions lost"), Of("sessions that work after their end"), Of("tickets that work twice")));
        Assert.True(Of("sessions") > Clients && Of("tickets") > 0 && Of("unanswered") > 0, "there was no load, or nothing was hit");
        Assert.Equal((Rounds, 2), (Of("kills of replicas"), Of("kills of the engine")));
    }

    private static Task<ServiceProcess> StartAsync(RedisServer engine, string listen) => ServiceProcess.StartAsync(
        ["--tls", "false", "--username", "root", "--password", "secret", "--admin-listen", "off", "--store", $"redis://{engine.Address}", "--store-key", "0123456789abcdef"], [], Cancel, listen: listen);

    /// <summary>One session after the other.</summary>
    private async Task UseAsync(Random random)
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
            _begun.Add(key);
            await LogAsync(random, cookie!);
            for (var i = random.Next(1, 6); i > 0; i--)
                await CallAsync(random, cookie!);
            await CloneAsync(random, cookie!);
            // What was not answered may have been carried out: then the session is gone, and it must be.
            while ((answer = (await _calls.CallAsync(Any(random), "Logout", cookie)).Answer) is CallAnswer.None)
                await UnansweredAsync();
            _ended.Add(key);
            foreach (var url in _urls)
            {
                if ((await _calls.CallAsync(url, "CurrentTime", cookie, target: "ServiceInstance")).Answer == CallAnswer.Done)
                    Count("sessions that work after their end");
            }
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
            _begun.Add(KeyOf(session));
            if ((await _calls.CallAsync(Any(random), "Logout", given)).Answer == CallAnswer.Done)
                _ended.Add(KeyOf(session));
        }
    }

    /// <summary>Posts an event with a text of its own. One that was not answered may be there.</summary>
    private async Task LogAsync(Random random, string cookie)
    {
        var message = Guid.NewGuid().ToString();
        var (answer, _, _) = await _calls.CallAsync(Any(random), "LogUserEvent", cookie, $"<entity type=\"Folder\">group-d1</entity><msg>{message}</msg>", "EventManager");
        if (answer == CallAnswer.Done)
            _logged.Add(message);
        else
            await UnansweredAsync();
    }

    /// <summary>Reads the events at each replica: they are the same, and what was answered is among them once.</summary>
    private async Task CountEventsAsync()
    {
        var logs = await Task.WhenAll(_urls.Select(url => EventReader.ReadAllAsync(_calls, url, Login)));
        var events = logs[0];
        Count("events", events.Count);
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(static posted => posted.Key));
        Assert.All(logs.Skip(1), log => Assert.Equal(events, log.Take(events.Count)));
        foreach (var (type, subjects) in new[] { ("UserLoginSessionEvent", _begun), ("UserLogoutSessionEvent", _ended), ("GeneralUserEvent", _logged) })
        {
            var found = events.Where(posted => posted.Type == type).CountBy(static posted => posted.Subject).ToDictionary();
            Count("events missing", subjects.Count(subject => !found.ContainsKey(subject)));
            Count("events doubled", found.Values.Count(static count => count > 1));
            Assert.True(subjects.Count > Clients, $"there were {subjects.Count} of {type}");
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
