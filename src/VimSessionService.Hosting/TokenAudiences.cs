namespace VimSessionService.Hosting;

/// <summary>The audiences of tokens, as one option names them.</summary>
internal static class TokenAudiences
{
    /// <summary>The single audiences.</summary>
    public static string[] Split(string? audiences) => audiences?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
