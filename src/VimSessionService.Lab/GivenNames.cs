using System.Buffers;

namespace VimSessionService.Lab;

/// <summary>The names that callers give to rules and outages.</summary>
internal static class GivenNames
{
    /// <summary>What is wrong with another text.</summary>
    public const string Wrong = "has other characters than letters, digits, '.', '_' and '-', or not 1 to 64 of them";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Whether a text is a name.</summary>
    public static bool IsName(string text) => text.Length is >= 1 and <= 64 && !text.AsSpan().ContainsAnyExcept(Allowed);
}
