namespace VimSessionService.Core.Tables;

/// <summary>What is done once after a change is in force, in its order.</summary>
internal sealed class FollowUps
{
    private readonly List<Action> _actions = [];

    /// <summary>Adds something to do.</summary>
    public void Add(Action action) => _actions.Add(action);

    /// <summary>Does all of it.</summary>
    public void Run()
    {
        foreach (var action in _actions)
            action();
    }
}
