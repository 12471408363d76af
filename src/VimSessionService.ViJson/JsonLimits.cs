namespace VimSessionService.ViJson;

/// <summary>The most that one document may hold. No client comes near; a document beyond it is refused.</summary>
internal sealed record JsonLimits
{
    /// <summary>The limits when nothing else is said.</summary>
    public static JsonLimits Default { get; } = new();

    /// <summary>How deep objects and arrays may nest.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>How many values there may be, those within objects and arrays among them.</summary>
    public int MaxValues { get; init; } = 100_000;
}
