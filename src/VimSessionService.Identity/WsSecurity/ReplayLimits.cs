namespace VimSessionService.Identity.WsSecurity;

/// <summary>How much each memory of what may be used once remembers.</summary>
/// <param name="OfPrincipal">Of one principal.</param>
internal sealed record ReplayLimits(int OfPrincipal = 50_000)
{
    /// <summary>Of all principals together. The default takes some 30 megabytes.</summary>
    public int All => (int)Math.Min(Array.MaxLength, 2L * OfPrincipal);
}
