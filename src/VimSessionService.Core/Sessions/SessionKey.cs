namespace VimSessionService.Core.Sessions;

/// <summary>Makes the public names of sessions (wire.md §5). A key opens nothing; the secret is the <see cref="SessionToken"/>.</summary>
public static class SessionKey
{
    /// <summary>A new key, <c>52xxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx</c> in lower case.</summary>
    public static string Create(RandomReserve random) => VimUuid.Create(random);
}
