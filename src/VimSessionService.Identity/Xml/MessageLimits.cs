namespace VimSessionService.Identity.Xml;

/// <summary>What the work on one message may cost.</summary>
internal sealed record MessageLimits
{
    /// <summary>The limits as a rule.</summary>
    public static MessageLimits Usual { get; } = new();

    /// <summary>
    /// How many canonical bytes may be made for each byte of a message. Canonical form repeats a namespace declaration in every element that needs it, so a
    /// hostile message could make thousands. Real messages make less than two.
    /// </summary>
    public int CanonicalMultiple { get; init; } = 8;

    /// <summary>How long a message may be read, and its canonical forms be made.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Measures that.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
