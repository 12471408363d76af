using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Scenarios;
using VimSessionService.Core;
using VimSessionService.Core.Tables;
using VimSessionService.Lab.Rules;
using VimSessionService.Lab.Scenarios.Reading;

namespace VimSessionService.Lab.Scenarios;

/// <summary>Applies scenarios, and takes their steps when they are due on the clock of the service. Thread-safe.</summary>
internal sealed partial class ScenarioRunner : IDisposable
{
    private const int MostFailures = 100;

    private readonly ScenarioContext _context;
    private readonly StartedScenarios _started;
    private readonly RuleCompiler _rules;
    private readonly ScenarioActions _actions;
    private readonly ILogger<ScenarioRunner> _logger;
    private readonly Lock _applying = new();
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private IReadOnlyList<ScenarioDocument> _start = [];
    private Applied? _applied;
    private bool _isHeld;
    private Task _running = Task.CompletedTask;

    /// <summary>Makes a runner without a scenario.</summary>
    public ScenarioRunner(ScenarioContext context, StartedScenarios started, RuleCompiler rules, ILogger<ScenarioRunner> logger)
    {
        (_context, _started, _rules, _logger) = (context, started, rules, logger);
        _actions = new ScenarioActions(context);
        _timer = BackgroundWork.CreateTimer(context.Clock, logger, "a step of the scenario", TakeDue);
    }

    /// <summary>Completes when the steps that were due have been taken.</summary>
    public Task Running
    {
        get
        {
            lock (_lock)
                return _running;
        }
    }

    /// <summary>The scenario that was applied last; null for none.</summary>
    public ScenarioInfo? Info
    {
        get
        {
            lock (_lock)
                return _applied?.ToInfo(_context.Clock.GetUtcNow(), _context.Clock.GetTimestamp(), _context.Clock);
        }
    }

    /// <summary>Applies the scenarios of the start, in their order, as one, unless a replica has; at a reset they are applied again.</summary>
    /// <exception cref="ScenarioException">One cannot be used.</exception>
    /// <exception cref="ServiceBusyException">What replicas share cannot be changed now.</exception>
    public async ValueTask StartAsync(IReadOnlyList<ScenarioDocument> documents, CancellationToken cancellationToken)
    {
        _start = documents;
        if (documents.Count == 0)
            return;
        var digest = DigestOf(documents);
        await ChangeAsync(
            then =>
            {
                if (_started.Cell.Current.Digest != digest)
                {
                    Apply(documents, then);
                    _started.Cell.Change(_ => new StartedScenario(digest));
                }

                return new ValueTask<bool>(true);
            },
            cancellationToken);
    }

    /// <summary>Drops the scenario, and applies those of the start.</summary>
    /// <param name="then">What is done once the change of which this is a part is in force.</param>
    public void Restart(FollowUps then)
    {
        End();
        if (_start.Count > 0)
            Apply(_start, then);
    }

    /// <summary>Applies a scenario, all of it or nothing. The steps to come of the one before are dropped.</summary>
    /// <exception cref="ScenarioException">It cannot be used. Nothing was changed.</exception>
    /// <exception cref="ServiceBusyException">What replicas share cannot be changed now.</exception>
    public async ValueTask<ScenarioInfo> ApplyAsync(ScenarioDocument document, CancellationToken cancellationToken)
    {
        Applied? applied = null;
        await ChangeAsync(
            then =>
            {
                Apply([document], then, begun => applied = begun);
                return new ValueTask<bool>(true);
            },
            cancellationToken);
        lock (_lock)
            return applied!.ToInfo(applied.At, applied.Began, _context.Clock);
    }

    /// <summary>Drops the scenario and its steps to come; false when there is none. What it has changed stays.</summary>
    public bool End()
    {
        lock (_lock)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            (var ended, _applied) = (_applied, null);
            return ended is not null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private static string DigestOf(IReadOnlyList<ScenarioDocument> documents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var document in documents)
            hash.AppendData(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(document.Spec, AdminJson.Default.ScenarioSpec)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Makes a change that replicas share. Where it cannot be made, the scenario before continues with its steps.</summary>
    private async ValueTask ChangeAsync(Func<FollowUps, ValueTask<bool>> change, CancellationToken cancellationToken)
    {
        try
        {
            await _context.Tables.RunAsync(change, cancellationToken);
        }
        catch
        {
            Hold(false);
            throw;
        }
    }

    private void Apply(IReadOnlyList<ScenarioDocument> documents, FollowUps then, Action<Applied>? begun = null)
    {
        lock (_applying)
        {
            Hold(true); // the steps of the scenario before, which this one takes the place of
            try
            {
                var state = new ScenarioState(_context, _actions, _rules);
                foreach (var document in documents)
                    state.Apply(document);
            }
            catch
            {
                Hold(false);
                throw;
            }
        }

        then.Add(() => Begin(documents, begun));
    }

    /// <summary>Waits for the steps of scenarios whose state is in force.</summary>
    private void Begin(IReadOnlyList<ScenarioDocument> documents, Action<Applied>? begun)
    {
        lock (_lock)
        {
            _isHeld = false;
            var clock = _context.Clock;
            var steps = documents.SelectMany(static document => document.Spec.Steps ?? []).OrderBy(static step => step.At.Time);
            var description = string.Join("; ", documents.Select(static document => document.Spec.Description).Where(static text => text is not null));
            _applied = new Applied(description.Length == 0 ? null : description, clock.GetUtcNow(), clock.GetTimestamp(), new Queue<ScenarioStep>(steps));
            begun?.Invoke(_applied);
            Schedule(_applied);
        }
    }

    /// <summary>Has steps wait until a scenario has been applied or refused, which may move the clock meanwhile.</summary>
    private void Hold(bool isHeld)
    {
        lock (_lock)
        {
            _isHeld = isHeld;
            if (!isHeld && _applied is not null)
                Schedule(_applied);
        }
    }

    /// <summary>Sets the timer to the next step. The lock is held.</summary>
    private void Schedule(Applied applied)
    {
        if (!applied.ToCome.TryPeek(out var next))
            return;
        var rest = next.At.Time - _context.Clock.GetElapsedTime(applied.Began);
        _timer.Change(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void TakeDue()
    {
        Applied? applied;
        Task before;
        var due = new List<ScenarioStep>();
        lock (_lock)
        {
            (applied, before) = (_applied, _running);
            if (applied is null || _isHeld)
                return;
            var elapsed = _context.Clock.GetElapsedTime(applied.Began);
            while (applied.ToCome.TryPeek(out var next) && next.At.Time <= elapsed)
                due.Add(applied.ToCome.Dequeue());
            applied.Done += due.Count;
        }

        // The clock calls its timers one after another, so that no other steps begin meanwhile.
        var taken = TakeAsync(before, applied, due);
        lock (_lock)
        {
            _running = taken;
            if (_applied == applied)
                Schedule(applied);
        }
    }

    private async Task TakeAsync(Task before, Applied applied, List<ScenarioStep> steps)
    {
        await before;
        foreach (var step in steps)
        {
            foreach (var (name, act) in _actions.Of(step))
                await TakeAsync(applied, step, name, act);
        }
    }

    private async Task TakeAsync(Applied applied, ScenarioStep step, string name, Func<ValueTask> act)
    {
        try
        {
            await act();
        }
        catch (Exception failure)
        {
            var detail = failure is RefusedException { Detail: var refused } ? refused : failure.Message;
            LogFailure(_logger, DurationText.Format(step.At.Time), name, detail);
            lock (_lock)
            {
                if (applied.Failures.Count < MostFailures)
                    applied.Failures.Add(new ScenarioFailure(step.At.Time, name, detail));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The step at +{At} of the scenario: {Action} could not be done: {Reason}")]
    private static partial void LogFailure(ILogger logger, string at, string action, string reason);

    private sealed class Applied(string? description, DateTimeOffset at, long began, Queue<ScenarioStep> toCome)
    {
        public DateTimeOffset At => at;

        public long Began => began;

        public Queue<ScenarioStep> ToCome => toCome;

        public int Done { get; set; }

        public List<ScenarioFailure> Failures { get; } = [];

        public ScenarioInfo ToInfo(DateTimeOffset now, long timestamp, TimeProvider clock)
        {
            var elapsed = clock.GetElapsedTime(began, timestamp);
            return new ScenarioInfo
            {
                Description = description,
                Applied = at,
                Done = Done,
                ToCome = [.. toCome.Select(step => new ScenarioStepInfo(now + (step.At.Time - elapsed), Rest(step.At.Time - elapsed), Shown(step)))],
                Failures = [.. Failures],
            };
        }

        private static TimeSpan Rest(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

        private static ScenarioStep Shown(ScenarioStep step) => step.Rotate is { } rotate ? step with { Rotate = rotate with { Password = "***" } } : step;
    }
}
