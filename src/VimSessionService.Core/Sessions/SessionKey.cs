using VimSessionService.Vim25;

namespace VimSessionService.Core.Sessions;

/// <summary>Makes the public names of sessions. A key opens nothing; the secret is the <see cref="SessionToken"/>.</summary>
public static class SessionKey
{
    /// <summary>Servers up to this version have keys of the older form.</summary>
    private const ApiVersion LastOfOldForm = ApiVersion.V4_1;

    /// <summary>
    /// A new key: <c>52xxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx</c> in lower case; of a server up to 4.1 a UUID in upper case, which begins with
    /// anything.
    /// </summary>
    public static string Create(ApiVersion version = ApiVersions.Default) =>
        Create(version, Randomness.System);

    /// <summary>The same of other random bits.</summary>
    internal static string Create(ApiVersion version, Randomness randomness) =>
        version <= LastOfOldForm ? randomness.NewGuid().ToString("D").ToUpperInvariant() : VimUuid.Create(randomness);

    /// <summary>A key's bits, of which <see cref="Format"/> makes it again.</summary>
    /// <exception cref="FormatException">The text is of another form.</exception>
    internal static Guid Parse(string key) => Guid.ParseExact(key, "D");

    /// <summary>The key of such bits.</summary>
    internal static string Format(Guid bits, bool isUpperCase) => isUpperCase ? bits.ToString("D").ToUpperInvariant() : bits.ToString("D");
}
