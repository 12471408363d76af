using VimSessionService.Core.Messages;

namespace VimSessionService.Hosting;

/// <summary>The paths that generic service tickets open, as one option names them.</summary>
internal static class TicketedPaths
{
    /// <summary>The first segments of every path that the service serves itself.</summary>
    public static IReadOnlyList<string> Taken { get; } =
    [
        .. ServiceDoors.Table.All.SelectMany(static door => door.Paths.Concat(door.ExactPaths)).Select(FirstSegment).Distinct(),
        CatalogFiles.Prefix, CertificateDocument.Path, "/users-file.schema.json", HealthEndpoints.AlivePath, HealthEndpoints.ReadyPath,
    ];

    /// <summary>The single paths.</summary>
    public static string[] Split(string paths) => paths.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether it is a path that can be served: plain segments, and none that the service serves otherwise.</summary>
    public static bool IsPath(string path) =>
        path.Length > 1
        && path[0] == '/'
        && path.Split('/')[1..].All(static segment => segment.Length > 0 && segment is not ("." or "..") && segment.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        && !IsTaken(path);

    /// <summary>Whether the service serves it itself, or something below it.</summary>
    public static bool IsTaken(string path) =>
        path.StartsWith('/') && Taken.Contains(FirstSegment(path), StringComparer.OrdinalIgnoreCase);

    private static string FirstSegment(string path) => "/" + path.Split('/')[1];
}
