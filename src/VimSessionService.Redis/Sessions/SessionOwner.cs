using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Redis.Sessions;

/// <summary>The name by which the sessions of a user are counted in the engine: short, the same in any case of letters, and without blanks and line breaks.</summary>
internal static class SessionOwner
{
    private const int Length = 12;

    /// <summary>The beginning of the SHA-256 of the user's name in capitals, as Base64.</summary>
    public static string Of(string userName) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(userName.ToUpperInvariant())).AsSpan(0, Length));
}
