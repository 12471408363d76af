namespace VimSessionService.Redis.Replicas;

/// <summary>Tells this replica of what others have done.</summary>
internal interface IChangeTeller
{
    /// <summary>Which changes it tells.</summary>
    ChangeKind Kind { get; }

    /// <summary>Tells a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="isOwn">Whether this replica made it, and could not tell it then since the engine's answer was lost.</param>
    ValueTask TellAsync(Change change, bool isOwn);

    /// <summary>Changes were missed: finds out by itself what they were.</summary>
    ValueTask CatchUpAsync();
}
