namespace VimSessionService.Identity.WsSecurity;

/// <summary>What came of an attempt to remember something.</summary>
internal enum Remembered
{
    /// <summary>It was never seen, and is remembered from now on.</summary>
    New,

    /// <summary>It was seen before.</summary>
    Again,

    /// <summary>It may have been seen before: it is no newer than what was forgotten of its principal.</summary>
    Full,
}

/// <summary>
/// Remembers what may be used once, until it is too old to be used again. Where it is full, the principal with the most entries loses the one that ends first, and one
/// principal has half of it at most. From then on nothing of that principal is accepted that ends as early, so that what was forgotten cannot be used again. However many
/// others fill it, what is new of a principal with few entries is accepted. Of several callers at once, on whatever replicas, one is the first.
/// </summary>
internal interface IReplayMemory
{
    /// <summary>Remembers something for a time.</summary>
    /// <param name="what">What is used once; only a hash of it is kept.</param>
    /// <param name="until">When it could not be used any more in any case.</param>
    /// <param name="principal">Who uses it, once they have proven who they are. What is used is of this principal, whoever sends it.</param>
    /// <param name="cancellationToken">Gives up; it may be remembered then.</param>
    ValueTask<Remembered> RememberAsync(ReadOnlyMemory<byte> what, DateTimeOffset until, string principal, CancellationToken cancellationToken);
}
