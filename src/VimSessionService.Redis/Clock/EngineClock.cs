namespace VimSessionService.Redis.Clock;

/// <summary>
/// The clock of the engine, by which all replicas measure: the machine's own clock and what it differs by, as of the last answers of the engine. Its timestamps
/// are the same on all replicas, up to the time that a message takes. Before the engine has answered it is the machine's clock, which may be wrong by minutes; from the first answer on it never goes back.
/// </summary>
internal sealed class EngineClock : TimeProvider
{
    /// <summary>What timestamps are counted from. A number that scripts compute with stays exact until 2048.</summary>
    public static readonly DateTimeOffset Origin = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int Samples = 16;

    private readonly Lock _lock = new();
    private readonly Queue<Sample> _samples = new();
    private readonly TimeProvider _machine;
    private Correction _correction;
    private bool _hasAnswer;

    /// <summary>Makes a clock.</summary>
    public EngineClock()
        : this(System)
    {
    }

    /// <summary>Makes a clock that is carried by another one.</summary>
    public EngineClock(TimeProvider machine)
    {
        _machine = machine;
        _correction = new Correction((machine.GetUtcNow() - Origin).Ticks - ToTicks(machine.GetTimestamp()), long.MinValue);
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _machine.LocalTimeZone;

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        var correction = Volatile.Read(ref _correction);
        return Math.Max(ToTicks(_machine.GetTimestamp()) + correction.Offset, correction.Floor);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Origin.AddTicks(GetTimestamp());

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>A moment of the machine's clock, for <see cref="Correct"/>.</summary>
    public long Now => _machine.GetTimestamp();

    /// <summary>Takes an answer of the engine. Of the latest answers that counts which took least.</summary>
    /// <param name="asked">When it was asked.</param>
    /// <param name="answered">When the answer was here.</param>
    /// <param name="engine">What the engine's clock showed in between.</param>
    public void Correct(long asked, long answered, DateTimeOffset engine)
    {
        var took = ToTicks(answered) - ToTicks(asked);
        lock (_lock)
        {
            if (_samples.Count == Samples)
                _samples.Dequeue();
            _samples.Enqueue(new Sample(took, (engine - Origin).Ticks - ToTicks(asked) - (took / 2)));
            var best = _samples.MinBy(static sample => sample.Took)!;
            // The engine's clock may have been set, or another node answers: then the older answers are worth nothing.
            var last = _samples.Last();
            if (Math.Abs(last.Offset - best.Offset) > last.Took + best.Took + TimeSpan.FromMilliseconds(50).Ticks)
            {
                _samples.Clear();
                _samples.Enqueue(best = last);
            }

            if (best.Offset != _correction.Offset)
                Volatile.Write(ref _correction, new Correction(best.Offset, _hasAnswer ? GetTimestamp() : long.MinValue));
            _hasAnswer = true;
        }
    }

    private long ToTicks(long timestamp) => _machine.TimestampFrequency % TimeSpan.TicksPerSecond == 0
        ? timestamp / (_machine.TimestampFrequency / TimeSpan.TicksPerSecond)
        : (long)((Int128)timestamp * TimeSpan.TicksPerSecond / _machine.TimestampFrequency);

    private sealed record Sample(long Took, long Offset);

    /// <summary>What is added to the machine's timestamp, and the least result, so that no timestamp goes back.</summary>
    private sealed record Correction(long Offset, long Floor);
}
