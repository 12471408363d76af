using System.Threading.Channels;
using VimSessionService.Core.Events;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Contracts;

/// <summary>A log that queues what is posted, adds it in the background, and waits before each answer; notes of sessions are events at once.</summary>
internal sealed class QueueingEventLog : IEventLog, IAsyncDisposable
{
    private readonly Channel<Func<EventStamp, Event>> _queue = Channel.CreateBounded<Func<EventStamp, Event>>(10_000);
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, Event> _events = [];
    private readonly HashSet<Action> _waiting = [];
    private readonly int _capacity;
    private readonly Task _adding;
    private long _newest;
    private long _posted;

    public QueueingEventLog(int capacity)
    {
        _capacity = capacity;
        _adding = Task.Run(AddAsync);
    }

    public void Post(Func<EventStamp, Event> make)
    {
        if (_queue.Writer.TryWrite(make))
            Interlocked.Increment(ref _posted);
    }

    public async ValueTask SettledAsync(CancellationToken cancellationToken)
    {
        for (var posted = Volatile.Read(ref _posted); ;)
        {
            var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            NotifyOnce(changed.SetResult);
            if ((await GetBoundsAsync(cancellationToken)).Newest >= posted)
                return;
            await changed.Task.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask<EventBounds> GetBoundsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        lock (_lock)
            return new EventBounds(_newest - _events.Count + 1, _newest);
    }

    public async ValueTask<EventsRead> ReadAsync(long position, Memory<Event> into, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        lock (_lock)
        {
            var from = Math.Max(position, _newest - _events.Count + 1);
            var found = _events.Where(entry => entry.Key >= from).Take(into.Length).Select(static entry => entry.Value).ToArray();
            found.CopyTo(into);
            return new EventsRead(from, found.Length);
        }
    }

    public void NotifyOnce(Action posted)
    {
        lock (_lock)
            _waiting.Add(posted);
    }

    public void CancelNotify(Action posted)
    {
        lock (_lock)
            _waiting.Remove(posted);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.Complete();
        await _adding;
    }

    private async Task AddAsync()
    {
        await foreach (var make in _queue.Reader.ReadAllAsync())
        {
            await Task.Yield();
            Action[] waiting;
            lock (_lock)
            {
                _newest++;
                _events.Add(_newest, make(new EventStamp((int)_newest, DateTime.UtcNow)));
                _events.Remove(_newest - _capacity);
                waiting = [.. _waiting];
                _waiting.Clear();
            }

            foreach (var posted in waiting)
                posted();
        }
    }
}
