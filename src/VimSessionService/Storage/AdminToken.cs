using System.Security.Cryptography;

namespace VimSessionService.Storage;

/// <summary>Makes the token of the admin API.</summary>
internal static class AdminToken
{
    private const int Bytes = 32;

    /// <summary>A random token of 64 hexadecimal characters.</summary>
    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
}
