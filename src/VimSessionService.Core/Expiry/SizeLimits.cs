namespace VimSessionService.Core.Expiry;

/// <summary>How large the entries of a <see cref="SharedCapacity{T}"/> may be together, in whatever unit.</summary>
/// <param name="All">All of them.</param>
/// <param name="OfOwner">Those of one owner.</param>
internal sealed record SizeLimits(long All, long OfOwner);
