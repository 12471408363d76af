using System.Globalization;
using System.Runtime.ExceptionServices;
using StackExchange.Redis;
using VimSessionService.Core.Events;
using VimSessionService.Core.Tables;
using VimSessionService.Core.Work;
using VimSessionService.Redis.Clock;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Events;
using VimSessionService.Redis.Replicas;
using VimSessionService.Redis.Tables;

namespace VimSessionService.Redis.Work;

/// <summary>
/// Tasks and what changed of an inventory as documents in the engine, all of one version. A change is tried in memory, and written if the documents are still of the version that it was tried
/// on; else what others wrote is taken over first, and the change is tried again. Each call asks whether there is another version before it reads, once any replica has changed anything.
/// </summary>
internal sealed class SharedWork : IWorkChanges, IChangeTeller, IDisposable
{
    /// <summary>The form of the documents. One that a program of an earlier form would misread has another.</summary>
    private const string Form = "1";

    /// <summary>Of how many versions the engine keeps what has changed, so that who is a little behind need not read everything.</summary>
    private const int KeptChanges = 16;

    private readonly EngineConnection _engine;
    private readonly EngineKeys _keys;
    private readonly Replica _replica;
    private readonly WorkStates? _states;
    private readonly SharedTimeline _timeline;
    private readonly RedisEventLog? _events;
    private readonly WorkTexts _texts;
    private readonly FollowUpOrder _order = new();
    private readonly WorkDocuments _documents = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _lock = new();
    private IWorkState? _state;
    private volatile bool _isUsed;
    private bool _isAnnounced;

    /// <summary>Makes it; the documents are read when the replica begins.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="keys">The keys of the instance.</param>
    /// <param name="replica">This process.</param>
    /// <param name="states">Finds what the documents are of; null in a host without managed objects.</param>
    /// <param name="timeline">The moments of all replicas.</param>
    /// <param name="texts">The texts of documents as the engine has them.</param>
    /// <param name="events">The log that takes the events of changes, at once with these; null for a log that is elsewhere.</param>
    public SharedWork(EngineConnection engine, EngineKeys keys, Replica replica, WorkStates? states, SharedTimeline timeline, WorkTexts texts, RedisEventLog? events)
    {
        (_engine, _keys, _replica, _states, _timeline, _texts, _events) = (engine, keys, replica, states, timeline, texts, events);
        engine.Prepare([WorkScripts.Change, WorkScripts.Read]);
    }

    /// <inheritdoc/>
    public ChangeKind Kind => ChangeKind.Work;

    /// <inheritdoc/>
    public bool IsShared => true;

    /// <inheritdoc/>
    public long Now => _timeline.Now;

    /// <inheritdoc/>
    public TimeSpan Since(long moment) => TimeSpan.FromTicks(_timeline.Now - moment);

    /// <summary>Follows the changes of other replicas. To be called once, before the replica begins. A service without an inventory has nothing to follow.</summary>
    public void Follow()
    {
        _state = _states?.Find();
        if (_state is null)
            return;
        _replica.Feed.TellBy(this);
        _replica.BeforeServing(() => ReadAsync(CancellationToken.None));
    }

    /// <inheritdoc/>
    public async ValueTask<T> RunAsync<T>(Func<T> change, CancellationToken cancellationToken)
    {
        await _replica.EnsureAsync(cancellationToken);
        Outcome<T> outcome;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await AnnounceAsync(cancellationToken);
            outcome = await MakeAsync(change, cancellationToken);
            _order.Add(outcome.Then);
        }
        finally
        {
            _turn.Release();
        }

        _order.Run(outcome.Then);
        outcome.Fault?.Throw();
        return outcome.Result;
    }

    /// <inheritdoc/>
    public async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        if (!_isUsed)
            return;
        await _replica.EnsureAsync(cancellationToken);
        await ReadAsync(cancellationToken);
    }

    /// <summary>Takes over what a replica has changed; also what this one has, if it did not get the engine's answer.</summary>
    public async ValueTask TellAsync(Change change, bool isOwn)
    {
        lock (_lock)
        {
            if (_documents.Version == change.State)
                return;
        }

        await ReadAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask CatchUpAsync() => await ReadAsync(CancellationToken.None);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>
    /// Before the first change of this replica every other one is told that there are changes, and has said that it knows. From then on it asks for them before it answers, so nobody has to wait
    /// for others with any other change.
    /// </summary>
    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        while (!_isAnnounced)
        {
            var before = Version;
            var after = SharedTableChanges.Next(before);
            if (await WriteAsync(before, after, [], new FollowUps(), isAwaited: true) is var (number, others))
            {
                Keep(before, after, []);
                if (others.Length > 0)
                    await _replica.Feed.WaitForOthersAsync(number, others);
                _isAnnounced = true;
            }
            else
            {
                await ReadAsync(cancellationToken);
            }
        }
    }

    private string Version
    {
        get
        {
            lock (_lock)
                return _documents.Version;
        }
    }

    /// <summary>Makes a change, on its turn. It is given up between its attempts, and not while it is written.</summary>
    private async Task<Outcome<T>> MakeAsync<T>(Func<T> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (before, edits, outcome) = Try(change);
            if (edits.Count == 0)
                return outcome;
            var after = SharedTableChanges.Next(before);
            if (await WriteAsync(before, after, edits, outcome.Then, isAwaited: false) is not null)
            {
                Keep(before, after, edits);
                return outcome;
            }

            await ReadAsync(cancellationToken);
        }
    }

    private (string Before, IReadOnlyList<WorkEdit> Edits, Outcome<T> Outcome) Try<T>(Func<T> change)
    {
        var outcome = new Outcome<T>(default!, null, new FollowUps());
        lock (_lock)
        {
            var edits = (_state ?? throw new InvalidOperationException("The replica has not begun.")).Try(
                () =>
                {
                    try
                    {
                        outcome = outcome with { Result = change() };
                    }
                    catch (Exception fault)
                    {
                        outcome = outcome with { Fault = ExceptionDispatchInfo.Capture(fault) };
                    }
                },
                outcome.Then);
            return (_documents.Version, edits, outcome);
        }
    }

    private async Task<(long Number, string[] Others)?> WriteAsync(string before, string after, IReadOnlyList<WorkEdit> edits, FollowUps then, bool isAwaited)
    {
        var (capacity, mostBytes) = _events?.Limits ?? default;
        RedisValue[] events = _events is null ? [] : [.. then.EventsFor(_events).Select(make => (RedisValue)_events.Write(make))];
        RedisValue[] arguments =
        [
            _replica.Id, before, after, after[..after.IndexOf('-', StringComparison.Ordinal)], KeptChanges, Form, isAwaited ? "awaited" : "", capacity, mostBytes, events.Length, .. events,
            .. edits.SelectMany(edit => new RedisValue[] { edit.Key, _texts.Seal(edit.Text) }),
        ];
        var answer = (RedisResult[])(await _engine.RunAsync(WorkScripts.Change, _keys.Work, arguments))!;
        if (answer is not [var number, var others])
            return null;
        if (_events is not null && events.Length > 0)
        {
            then.WerePosted(_events);
            _events.Hint();
        }

        return (long.Parse((string)number!, CultureInfo.InvariantCulture), (string[])others!);
    }

    /// <summary>Has all see a change that the engine has. If another one was read meanwhile, it was read with that.</summary>
    private void Keep(string before, string after, IReadOnlyList<WorkEdit> edits)
    {
        lock (_lock)
        {
            if (_documents.Version == before)
                Take(_documents.Note(after, edits));
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var known = Version;
            var answer = (RedisValue[])(await _engine.RunAsync(WorkScripts.Read, _keys.Work, known, Form).WaitAsync(cancellationToken))!;
            var version = answer[0].ToString();
            if (version == known)
                return;
            if (version.Length == 0)
            {
                await GiveAsync(known);
                continue;
            }

            if (answer[1] == "other")
                throw new InvalidOperationException($"The key {_keys.Work[0]} of the state engine was written by a newer version of the service, which this one cannot share tasks with. Start that version.");
            lock (_lock)
            {
                if (_documents.Version != known)
                    continue; // it was changed meanwhile, and what was read may be older
                Take(answer[1] == "next"
                    ? _documents.Note(version, _texts.Open(answer.Skip(2).SelectMany(static change => WorkDocuments.Parse((byte[])change!))))
                    : _documents.NoteAll(version, _texts.Open(FieldsOf(answer)).ToDictionary(static edit => edit.Key, static edit => edit.Text, StringComparer.Ordinal)));
                return;
            }
        }
    }

    /// <summary>Gives an engine that has lost everything what this replica has.</summary>
    private async Task GiveAsync(string known)
    {
        IReadOnlyList<WorkEdit> all;
        lock (_lock)
        {
            if (_documents.Version != known)
                return;
            all = _documents.All;
        }

        var after = SharedTableChanges.Next(known);
        if (await WriteAsync("", after, all, new FollowUps(), isAwaited: false) is not null)
            Keep(known, after, []);
    }

    private static IEnumerable<WorkEdit> FieldsOf(RedisValue[] answer)
    {
        for (var i = 2; i + 1 < answer.Length; i += 2)
            yield return new WorkEdit(answer[i].ToString(), answer[i + 1].ToString());
    }

    /// <summary>Has all see documents. The lock is held.</summary>
    private void Take(IReadOnlyList<WorkEdit> edits)
    {
        _isUsed = true;
        if (edits.Count > 0)
            _state!.Take(edits);
    }

    private sealed record Outcome<T>(T Result, ExceptionDispatchInfo? Fault, FollowUps Then);
}
