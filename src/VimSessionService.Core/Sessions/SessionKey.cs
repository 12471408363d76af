namespace VimSessionService.Core.Sessions;

/// <summary>Makes the public names of sessions (wire.md §5). A key opens nothing; the secret is the <see cref="SessionToken"/>.</summary>
public static class SessionKey
{
    /// <summary>A new key, <c>52xxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx</c> in lower case.</summary>
    public static string Create(RandomReserve random) => VimUuid.Create(random);

    /// <summary>A key's bits, of which it can be made again to the letter; false for a text that is of another form.</summary>
    internal static bool TryParse(string key, out Guid bits) => Guid.TryParseExact(key, "D", out bits) && !key.AsSpan().ContainsAnyInRange('A', 'F');

    /// <summary>The key of bits that were read.</summary>
    internal static string Format(Guid bits) => bits.ToString("D");
}
