using VimSessionService.Vim25;

namespace VimSessionService.ViJson;

/// <summary>The releases that a client may name in the path of a call (docs/facts/vi-json.md).</summary>
internal static class ViJsonReleases
{
    /// <summary>Servers from this version on have VI-JSON.</summary>
    public const ApiVersion FirstServer = ApiVersion.V8_0_1_0;

    /// <summary>Servers from this version on negotiate the release.</summary>
    public const ApiVersion FirstNegotiation = ApiVersion.V8_0_2_0;

    private const ApiVersion Oldest = ApiVersion.V7_0_0_0;

    /// <summary>A release that is in no list of versions of SOAP: to its clients the API is that of 7.0.0.0.</summary>
    private const string Patch = "7.0.0.1";

    /// <summary>Finds the release that a name is of.</summary>
    /// <param name="name">The name, with all its four numbers.</param>
    /// <param name="server">The version of the server, which knows no newer ones.</param>
    /// <param name="version">The version of the API that clients of the release know.</param>
    /// <returns>Whether the server knows it.</returns>
    public static bool TryFind(ReadOnlySpan<char> name, ApiVersion server, out ApiVersion version)
    {
        version = Oldest;
        return name is Patch || (ApiVersions.TryParse(name, out version) && version >= Oldest && version <= server);
    }
}
