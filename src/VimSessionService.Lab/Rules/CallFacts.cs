using VimSessionService.Vim25;

namespace VimSessionService.Lab.Rules;

/// <summary>What rules are asked about: what is known of a request before it is processed.</summary>
/// <param name="Door">The door that it came to.</param>
/// <param name="Operation">The operation.</param>
/// <param name="UserAgent">The User-Agent; empty for none.</param>
internal sealed record CallFacts(string Door, string Operation, string UserAgent)
{
    /// <summary>The object that is called; null for a request that is no call of the API.</summary>
    public ManagedObjectReference? Object { get; init; }

    /// <summary>The type of the object; null for none.</summary>
    public VimManagedType? Type { get; init; }

    /// <summary>The path that is asked for; null for none.</summary>
    public string? Path { get; init; }

    /// <summary>The user of the session, or who logs in; null for none.</summary>
    public string? User { get; init; }

    /// <summary>The key of the session; null for none.</summary>
    public string? Session { get; init; }

    /// <summary>The client's own id of the call; null for none.</summary>
    public string? OperationId { get; init; }

    /// <summary>The arguments while rules are asked, since they may be large and hold secrets; null for a request that is no call of the API.</summary>
    public VimRequest? Arguments { get; set; }

    /// <summary>What a condition on objects is compared with.</summary>
    public string? ObjectName => Object?.Value ?? Path;

    /// <summary>The names by which a condition may mean the user.</summary>
    internal UserNames Names { get; init; }

    /// <summary>Its number among the calls that rules were asked about.</summary>
    internal long Number { get; init; }

    /// <summary>When it came.</summary>
    internal DateTimeOffset Time { get; init; }
}
