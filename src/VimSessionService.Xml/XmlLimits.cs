namespace VimSessionService.Xml;

/// <summary>The most that one document may hold. No client comes near; a document beyond it is refused.</summary>
internal sealed record XmlLimits
{
    /// <summary>The limits when nothing else is said.</summary>
    public static XmlLimits Default { get; } = new();

    /// <summary>How deep elements may nest.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>How many elements there may be.</summary>
    public int MaxElements { get; init; } = 100_000;

    /// <summary>How many attributes one element may have, without namespace declarations.</summary>
    public int MaxAttributes { get; init; } = 64;

    /// <summary>How many namespace declarations may be in force at one place.</summary>
    public int MaxNamespaces { get; init; } = 256;
}
