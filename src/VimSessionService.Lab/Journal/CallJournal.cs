using System.Text.Json;
using Microsoft.Extensions.ObjectPool;
using VimSessionService.AdminClient.Journal;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Lab.Clock;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Journal;

/// <summary>
/// The latest calls, with the true reasons of failures, and without secrets. Bounded in calls and bytes: the oldest are dropped. Thread-safe.
/// </summary>
internal sealed class CallJournal : ICallObserver
{
    private const int LongestReason = 1024;
    private const int LongestMethod = 32;

    private readonly JournalOptions _options;
    private readonly SessionHistory _history;
    private readonly CallDiagnoser _diagnoser;
    private readonly AccountDirectory _accounts;
    private readonly TimeProvider _time;
    private readonly ObjectPool<ArgumentText> _texts = new DefaultObjectPoolProvider { MaximumRetained = Environment.ProcessorCount * 2 }.Create<ArgumentText>();
    private readonly Lock _lock = new();
    private readonly Queue<JournalRow> _rows = new();
    private readonly JournalWaiters _waiters = new();
    private long _bytes;
    private long _last;
    private long _dropped;

    /// <summary>Makes an empty journal.</summary>
    public CallJournal(JournalOptions options, SessionHistory history, CallDiagnoser diagnoser, AccountDirectory accounts, TimeProvider time)
    {
        _options = options;
        _history = history;
        _diagnoser = diagnoser;
        _accounts = accounts;
        _time = time;
    }

    /// <summary>How many calls it has.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _rows.Count;
        }
    }

    /// <inheritdoc/>
    public void Finished(in CallFinished call)
    {
        if (_options.MaxCalls == 0)
            return;
        Learn(call);
        var row = ToRow(call);
        lock (_lock)
        {
            row.Number = ++_last;
            _rows.Enqueue(row);
            _bytes += row.Bytes;
            while (_rows.Count > _options.MaxCalls || (_bytes > _options.MaxBytes && _rows.Count > 1))
            {
                _bytes -= _rows.Dequeue().Bytes;
                _dropped++;
            }

            _waiters.Tell(row);
        }
    }

    /// <summary>The calls that a query is about, the oldest first.</summary>
    /// <param name="query">The query.</param>
    /// <param name="limit">How many at most.</param>
    public JournalPage Find(JournalQuery query, int limit)
    {
        var filter = new JournalFilter(query, _accounts);
        var (rows, dropped) = Copy();
        List<JournalCall> found = [];
        foreach (var row in rows)
        {
            if (!filter.Matches(row))
                continue;
            if (found.Count == limit)
                return new JournalPage(found) { Next = found[^1].Number, Dropped = dropped };
            found.Add(ToCall(row));
        }

        return new JournalPage(found) { Dropped = dropped };
    }

    /// <summary>How many calls a query is about.</summary>
    public JournalCount CountOf(JournalQuery query)
    {
        var filter = new JournalFilter(query, _accounts);
        lock (_lock)
            return new JournalCount(_rows.Count(filter.Matches)) { Last = _last };
    }

    /// <summary>Waits until a query is about so many calls. Where too many wait, the one that has waited longest is answered early.</summary>
    /// <param name="query">The query.</param>
    /// <param name="count">How many calls are waited for.</param>
    /// <param name="patience">How long, on the real clock.</param>
    /// <param name="owner">Who waits: of those who have too many waits, the one with the most loses one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<JournalCount> WaitAsync(JournalQuery query, long count, TimeSpan patience, string owner, CancellationToken cancellationToken)
    {
        var filter = new JournalFilter(query, _accounts);
        JournalWaiter waiter;
        lock (_lock)
        {
            var already = _rows.Count(filter.Matches);
            if (already >= count)
                return new JournalCount(already) { IsReached = true, Last = _last };
            waiter = _waiters.Add(owner, filter, already, count);
        }

        try
        {
            await waiter.Task.WaitAsync(patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            // the answer says that it was not reached
        }
        finally
        {
            lock (_lock)
                _waiters.Remove(waiter);
        }

        lock (_lock)
            return new JournalCount(waiter.Seen) { IsReached = waiter.Seen >= count, Last = _last };
    }

    /// <summary>Forgets all calls.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _dropped += _rows.Count;
            _rows.Clear();
            _bytes = 0;
        }
    }

    private (JournalRow[] Rows, long Dropped) Copy()
    {
        lock (_lock)
            return ([.. _rows], _dropped);
    }

    /// <summary>What a call says of sessions.</summary>
    private void Learn(in CallFinished call)
    {
        if (call.Call?.SessionChange is SessionOpened { Session: var session, Token: var token })
            _history.Opened(session, token, call.Call.Context?.OrphanToken);
        if (call.Call?.Call is { Arguments: TerminateSessionRequest terminate } && call.SessionKey is { } by)
        {
            foreach (var key in terminate.SessionId)
                _history.TerminatedBy(key, $"{call.UserName} in session {by}");
        }
    }

    private JournalRow ToRow(in CallFinished call)
    {
        var decoded = call.Call?.Call;
        return new JournalRow
        {
            Time = _time.Ago(call.Duration),
            Duration = call.Duration,
            Door = call.Door,
            Operation = call.Operation.Truncate(128),
            Target = decoded?.Target.Reference,
            Path = call.Path is { } path ? TargetText.CleanPath(path) : null,
            Method = call.Method?.Truncate(LongestMethod),
            RequestTarget = call.Target is { } target ? TargetText.Clean(target) : null,
            Arguments = decoded?.Arguments is { } arguments ? TextOf(arguments) : null,
            Session = call.SessionKey,
            User = call.UserName,
            LoginName = call.LoginName,
            Client = call.ClientAddress,
            UserAgent = call.UserAgent.Truncate(Truncation.UserAgent),
            OperationId = call.OperationId?.Truncate(128),
            Status = call.HttpStatus,
            Fault = call.FaultType,
            Reason = call.Reason?.Truncate(LongestReason),
            Rule = call.Intervention?.By is { } by ? RuleOf(by) : null,
            Diagnosis = _diagnoser.Of(call),
        };
    }

    private static string RuleOf(string by) => by.StartsWith("rule ", StringComparison.Ordinal) ? by[5..] : by;

    private byte[]? TextOf(VimRequest arguments)
    {
        var text = _texts.Get();
        try
        {
            return text.Write(arguments);
        }
        finally
        {
            _texts.Return(text);
        }
    }

    private static JournalCall ToCall(JournalRow row) => new()
    {
        Number = row.Number,
        Time = row.Time,
        Duration = row.Duration,
        Door = row.Door,
        Operation = row.Operation,
        Object = row.Object,
        Method = row.Method,
        Target = row.RequestTarget,
        Arguments = row.Arguments is { } arguments ? JsonElement.Parse(arguments) : null,
        Session = row.Session,
        User = row.User,
        LoginName = row.LoginName,
        ClientAddress = row.Client.ToString(),
        UserAgent = row.UserAgent,
        OperationId = row.OperationId,
        Status = row.Status,
        Fault = row.Fault,
        Reason = row.Reason,
        Rule = row.Rule,
        Diagnosis = row.Diagnosis,
    };
}
