namespace VimSessionService.Redis.Replicas;

/// <summary>What a change is of.</summary>
internal enum ChangeKind
{
    /// <summary>A session. Who made the change tells it, when the engine's answer is there.</summary>
    Session,

    /// <summary>What a session has made. Who made the change knows it.</summary>
    Objects,

    /// <summary>The tables. It can be told twice, so who made it is told too.</summary>
    Tables,

    /// <summary>Tasks and what changed of an inventory. It is read by its version, so it can be told twice.</summary>
    Work,
}
