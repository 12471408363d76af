using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using VimSessionService.Core.Events;
using VimSessionService.Core.Tables;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Events;
using VimSessionService.Redis.Replicas;

namespace VimSessionService.Redis.Tables;

/// <summary>
/// Changes of tables that replicas share. Each replica has the tables in its memory. A change is tried there, written to the engine if the tables are still of
/// the version that it was tried on, and then kept; else the other replica's change is taken over first, and the change is tried again.
/// </summary>
internal sealed partial class SharedTableChanges : ITableChanges, IChangeTeller, IDisposable
{
    /// <summary>The form of the items. One that a program of an earlier form would misread has another.</summary>
    private const string Form = "1";

    private readonly EngineConnection _engine;
    private readonly EngineKeys _keys;
    private readonly Replica _replica;
    private readonly RedisEventLog? _events;
    private readonly ILogger _logger;
    private readonly FollowUpOrder _order = new();
    private readonly Dictionary<string, KnownItems> _tables;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _lock = new();
    private string _version = "";

    /// <summary>Makes it; the tables are read when the replica begins.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="keys">The keys of the instance.</param>
    /// <param name="replica">This process.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="events">The log that takes the events of changes, at once with these; null for a log that is elsewhere.</param>
    /// <param name="logger">Where failures are told.</param>
    public SharedTableChanges(EngineConnection engine, EngineKeys keys, Replica replica, IEnumerable<ISharedTable> tables, RedisEventLog? events, ILogger logger)
    {
        _events = events;
        _engine = engine;
        _keys = keys;
        _replica = replica;
        _logger = logger;
        _tables = tables.ToDictionary(static table => table.Name, static table => new KnownItems(table), StringComparer.Ordinal);
        engine.Prepare([TableScripts.Change, TableScripts.Read]);
    }

    /// <inheritdoc/>
    public ChangeKind Kind => ChangeKind.Tables;

    /// <summary>Follows the changes of other replicas. To be called once, before the replica begins.</summary>
    public void Follow()
    {
        foreach (var known in _tables.Values)
            known.Table.ChangedAside += () => _ = ShareAsideAsync();
        _replica.Feed.TellBy(this);
        _replica.BeforeServing(JoinAsync);
    }

    /// <inheritdoc/>
    public async ValueTask<T> RunAsync<T>(Func<FollowUps, ValueTask<T>> change, CancellationToken cancellationToken)
    {
        await _replica.EnsureAsync(cancellationToken);
        Outcome<T> outcome;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            outcome = await MakeAsync(change);
            _order.Add(outcome.Then);
        }
        finally
        {
            _turn.Release();
        }

        _order.Run(outcome.Then);
        if (outcome.Others.Length > 0)
            await _replica.Feed.WaitForOthersAsync(outcome.Number, outcome.Others);
        outcome.Fault?.Throw();
        return outcome.Result;
    }

    /// <summary>Takes over what a replica has changed; also what this one has, if it did not get the engine's answer.</summary>
    public async ValueTask TellAsync(Change change, bool isOwn)
    {
        var (from, to) = (change.Key, change.State);
        lock (_lock)
        {
            if (_version == to)
                return;
            if (_version == from)
            {
                Take(TableEdit.Parse(change.Document));
                _version = to;
                return;
            }
        }

        await ReadAsync();
    }

    /// <inheritdoc/>
    public async ValueTask CatchUpAsync()
    {
        await ReadAsync();
        if (Volatile.Read(ref _version).Length == 0)
            _ = ShareAsideAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Reads the tables, and gives those to the engine that it does not have. Until this is done the replica answers nothing.</summary>
    private async Task JoinAsync()
    {
        await _turn.WaitAsync();
        try
        {
            await ReadAsync();
            var outcome = await MakeAsync(Declare);
            outcome.Fault?.Throw();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Shares what was changed here otherwise than by <see cref="RunAsync"/>, such as by a users file that was read again.</summary>
    private async Task ShareAsideAsync()
    {
        if (!_replica.IsHeld)
            return; // joining shares it
        try
        {
            await RunAsync(Declare, CancellationToken.None);
        }
        catch (Exception failure)
        {
            NotShared(_logger, failure);
        }
    }

    private ValueTask<bool> Declare(FollowUps then)
    {
        foreach (var known in _tables.Values)
        {
            try
            {
                known.Table.Declare();
            }
            catch (ArgumentException refused)
            {
                Refused(_logger, refused.Message);
            }
        }

        return new(true);
    }

    /// <summary>Makes a change, on its turn.</summary>
    private async Task<Outcome<T>> MakeAsync<T>(Func<FollowUps, ValueTask<T>> change)
    {
        while (true)
        {
            if (await TryAsync(change) is { } outcome)
                return outcome;
            await ReadAsync();
        }
    }

    /// <summary>Tries a change; null when another replica was faster.</summary>
    private async Task<Outcome<T>?> TryAsync<T>(Func<FollowUps, ValueTask<T>> change)
    {
        var before = Begin();
        try
        {
            var then = new FollowUps();
            var outcome = new Outcome<T>(default!, null, then, 0, []);
            try
            {
                outcome = outcome with { Result = await change(then) };
            }
            catch (Exception fault)
            {
                outcome = outcome with { Fault = ExceptionDispatchInfo.Capture(fault) };
            }

            var edits = Edits(before);
            if (edits is null)
                return null;
            if (edits.Count > 0)
            {
                var after = Next(before);
                if (await WriteAsync(before, after, edits, then) is not var (number, others))
                    return null;
                Keep(before, after, edits);
                outcome = outcome with { Number = number, Others = others };
            }
            else
            {
                End(isKept: true);
            }

            return outcome;
        }
        finally
        {
            End(isKept: false);
        }
    }

    private async Task<(long Number, string[] Others)?> WriteAsync(string before, string after, IReadOnlyList<(TableEdit Edit, object? Item)> edits, FollowUps then)
    {
        var (capacity, mostBytes) = _events?.Limits ?? default;
        RedisValue[] events = _events is null ? [] : [.. then.EventsFor(_events).Select(make => (RedisValue)_events.Write(make))];
        RedisValue[] arguments =
        [
            _replica.Id, before, after, Form, capacity, mostBytes, events.Length, .. events, .. edits.SelectMany(static edit => new RedisValue[] { edit.Edit.Field, edit.Edit.Text }),
        ];
        var answer = (RedisResult[])(await _engine.RunAsync(TableScripts.Change, _keys.Tables, arguments))!;
        if (answer is not [var number, var others])
            return null;
        if (_events is not null)
        {
            then.WerePosted(_events);
            _events.Hint();
        }

        return (long.Parse((string)number!, CultureInfo.InvariantCulture), (string[])others!);
    }

    private async Task ReadAsync()
    {
        while (true)
        {
            var known = Volatile.Read(ref _version);
            var answer = (RedisValue[])(await _engine.RunAsync(TableScripts.Read, _keys.Tables, known))!;
            var version = answer[0].ToString();
            if (version == known)
                return;
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 1; i + 1 < answer.Length; i += 2)
                fields[answer[i].ToString()] = answer[i + 1].ToString();
            if (fields.GetValueOrDefault("form", Form) != Form)
                throw new InvalidOperationException($"The key {_keys.Tables[0]} of the state engine was written by a newer version of the service, which this one cannot share tables with. Start that version.");
            lock (_lock)
            {
                if (_version != known)
                    continue; // it was changed meanwhile, and what was read may be older
                TakeAll(version, fields);
                return;
            }
        }
    }

    /// <summary>Takes over what the engine has. An engine that has lost all is given again what this replica has.</summary>
    private void TakeAll(string version, Dictionary<string, string> fields)
    {
        var items = fields.Select(static field => TableEdit.Of(field.Key, field.Value)).OfType<TableEdit>()
            .ToLookup(static edit => edit.Table, StringComparer.Ordinal);
        foreach (var known in _tables.Values)
        {
            if (version.Length == 0)
                known.Forget();
            else
                known.TakeAll(items[known.Table.Name].ToDictionary(static edit => edit.Key, static edit => edit.Text, StringComparer.Ordinal));
        }

        _version = version;
    }

    private string Begin()
    {
        lock (_lock)
        {
            foreach (var known in _tables.Values)
                known.Table.Try();
            return _version;
        }
    }

    /// <summary>What the trial has changed; null when another replica was faster.</summary>
    private List<(TableEdit Edit, object? Item)>? Edits(string before)
    {
        lock (_lock)
            return _version == before ? [.. _tables.Values.Where(static known => known.IsEmpty || known.Table.IsChanged).SelectMany(static known => known.Edits())] : null;
    }

    /// <summary>Has all see a change that the engine has. If another one was read meanwhile, it was read with that.</summary>
    private void Keep(string before, string after, IReadOnlyList<(TableEdit Edit, object? Item)> edits)
    {
        lock (_lock)
        {
            var isNext = _version == before;
            if (isNext)
            {
                foreach (var (edit, item) in edits)
                    _tables[edit.Table].Note(edit.Key, item);
                _version = after;
            }

            End(isNext);
        }
    }

    private void End(bool isKept)
    {
        foreach (var known in _tables.Values)
            known.Table.EndTrial(isKept);
    }

    private void Take(IReadOnlyList<TableEdit> edits)
    {
        foreach (var ofTable in edits.ToLookup(static edit => edit.Table, StringComparer.Ordinal))
        {
            if (_tables.TryGetValue(ofTable.Key, out var known))
                known.Take(ofTable);
        }
    }

    /// <summary>The version after another: a number, and what tells it from one that a replica made when the engine had lost the latest.</summary>
    internal static string Next(string version)
    {
        var number = version.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash ? long.Parse(version.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{number + 1}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
    }

    private sealed record Outcome<T>(T Result, ExceptionDispatchInfo? Fault, FollowUps Then, long Number, string[] Others);

    [LoggerMessage(71, LogLevel.Error, "What this replica declares does not go with what was changed at run time, which stays in force: {Reason}")]
    private static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(70, LogLevel.Warning, "A change of users, roles, permissions or extensions that was read from a file is not shared yet; it is when the state engine can be asked again")]
    private static partial void NotShared(ILogger logger, Exception failure);
}
