namespace VimSessionService.Vapi.OpenId;

/// <summary>The header <c>Authorization: Bearer …</c> (RFC 6750).</summary>
internal static class BearerAuthorization
{
    private const string Scheme = "Bearer ";

    /// <summary>The token of a header; null for a header of another scheme, and for an empty token.</summary>
    public static string? TokenOf(string? header) =>
        header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) is true && header[Scheme.Length..].Trim() is { Length: > 0 } token ? token : null;
}
