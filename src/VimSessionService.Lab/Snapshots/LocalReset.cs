using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Core;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Tables;
using VimSessionService.Lab.Leaks;
using VimSessionService.ManagedObjects.Registration;

namespace VimSessionService.Lab.Snapshots;

/// <summary>
/// What a reset does to what each replica has of its own: remembered leaks. In a service without replicas it ends the tasks and the sessions that are kept apart, and takes back what stubs
/// changed of the inventory, too.
/// </summary>
internal sealed class LocalReset
{
    private readonly ResetMarks _marks;
    private readonly ServiceObjects _objects;
    private readonly SessionLedger _ledger;
    private readonly AllSessions _sessions;
    private readonly ILogger _logger;

    /// <summary>Makes it.</summary>
    public LocalReset(ResetMarks marks, ServiceObjects objects, SessionLedger ledger, AllSessions sessions, ILogger<LocalReset>? logger = null)
    {
        (_marks, _objects, _ledger, _sessions, _logger) = (marks, objects, ledger, sessions, logger ?? NullLogger<LocalReset>.Instance);
        marks.Cell.Changed += (_, _) => Do();
    }

    /// <summary>Has each replica do it.</summary>
    public void Ask() => _marks.Cell.Change(static _ => new ResetMark(Guid.NewGuid().ToString("N")));

    /// <summary>Ends the tasks, and takes back what stubs changed of the inventory, where replicas share both.</summary>
    public ValueTask ResetSharedAsync(CancellationToken cancellationToken) => _objects.Served?.Work is { IsShared: true } work ? work.ResetAsync(cancellationToken) : default;

    private void Do()
    {
        if (_objects.Served is { Work.IsShared: false } served)
        {
            served.Tasks.Reset();
            served.Edits.Reset();
        }

        _ledger.ForgetExpired();
        _ = BackgroundWork.RunAsync(_logger, "the end of sessions by a reset", () => _sessions.EndUnsharedAsync(SessionEnd.Terminated, CancellationToken.None));
    }
}

/// <summary>The latest reset.</summary>
/// <param name="Stamp">Tells it from those before.</param>
internal sealed record ResetMark(string Stamp);

/// <summary>Where the latest reset is noted.</summary>
internal sealed class ResetMarks
{
    /// <summary>The latest reset.</summary>
    public TableCell<ResetMark> Cell { get; } = new(new ResetMark("0"));
}

/// <summary>The latest reset as a table of one item.</summary>
internal sealed class ResetTable(ResetMarks marks) : SharedTable<ResetMark>("reset", marks.Cell)
{
    private const string Key = "latest";

    /// <inheritdoc/>
    public override string Write(object item) => (string)item;

    /// <inheritdoc/>
    public override object Read(string key, string text) => text;

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, object>> Items(ResetMark state) => [KeyValuePair.Create(Key, (object)state.Stamp)];

    /// <inheritdoc/>
    protected override ResetMark Make(ResetMark state, IReadOnlyDictionary<string, object> items, IReadOnlyCollection<string> changed) =>
        items.GetValueOrDefault(Key) is string stamp && stamp != state.Stamp ? new ResetMark(stamp) : state;
}
