using System.Runtime.ExceptionServices;

namespace VimSessionService.Core.Tables;

/// <summary>What is done once after a change is in force: first what could have been done in one step with it, as its events, then the rest, each in its order.</summary>
internal sealed class FollowUps
{
    private readonly List<IFollowUp> _first = [];
    private readonly List<Action> _actions = [];
    private ExceptionDispatchInfo? _failure;

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => _first.Count == 0 && _actions.Count == 0;

    /// <summary>What is done first.</summary>
    public IReadOnlyList<IFollowUp> First => _first;

    /// <summary>Adds something to do first.</summary>
    public void Add(IFollowUp followUp) => _first.Add(followUp);

    /// <summary>Adds something to do.</summary>
    public void Add(Action action) => _actions.Add(action);

    /// <summary>What has been done in one step with the change is not done again.</summary>
    public void WereDone(Predicate<IFollowUp> done) => _first.RemoveAll(done);

    /// <summary>Does all of it. A failure is for <see cref="ThrowIfFailed"/>.</summary>
    public void Run()
    {
        try
        {
            foreach (var followUp in _first)
                followUp.Run();
            foreach (var action in _actions)
                action();
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
    }

    /// <summary>Throws what was thrown.</summary>
    public void ThrowIfFailed() => _failure?.Throw();
}
