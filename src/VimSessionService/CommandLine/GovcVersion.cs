using VimSessionService.Vim25;

namespace VimSessionService.CommandLine;

/// <summary>govc connects to servers of version 5.5 and newer unless it is told otherwise.</summary>
internal static class GovcVersion
{
    /// <summary>The variable that has govc connect to an older server, with its value; null where none is needed.</summary>
    public static string? Setting(string apiVersion) =>
        ApiVersions.TryParse(apiVersion, out var served) && served < ApiVersion.V5_5 ? $"GOVC_MIN_API_VERSION={served.Name()}" : null;
}
