namespace VimSessionService.Core.Sessions;

/// <summary>Makes the public names of sessions (wire.md §5). A key opens nothing; the secret is the <see cref="SessionToken"/>.</summary>
public static class SessionKey
{
    /// <summary>A new key, <c>52xxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx</c> in lower case.</summary>
    public static string Create() => VimUuid.Create();

    /// <summary>A key's bits, of which <see cref="Format"/> makes it again.</summary>
    /// <exception cref="FormatException">The text is of another form.</exception>
    internal static Guid Parse(string key) => Guid.ParseExact(key, "D");

    /// <summary>The key of such bits.</summary>
    internal static string Format(Guid bits) => bits.ToString("D");
}
