using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Redis.Sessions;

/// <summary>The name by which the sessions of a user are counted in the engine: short, the same in any case of letters, and without blanks and line breaks.</summary>
internal static class SessionOwner
{
    private const int Length = 12;
    private const char Hashed = '#';

    /// <summary>The beginning of the SHA-256 of the user's name in capitals, as Base64.</summary>
    /// <remarks>A name that <see cref="Save"/> gave stands for what it was made of.</remarks>
    public static string Of(string userName) => userName is [Hashed, .. var owner] && owner.Length == Length / 3 * 4 ? owner : Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(userName.ToUpperInvariant())).AsSpan(0, Length));

    /// <summary>The owner as it is saved: the user's name, unless the session was opened for another, of whom there is only this.</summary>
    public static string Save(string owner, string userName) => Of(userName) == owner ? userName : Hashed + owner;
}
