namespace VimSessionService.ViJson;

/// <summary>The parts of a call's path, <c>/sdk/vim25/{release}/{type}/{id}/{member}</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Type">The managed type.</param>
/// <param name="Id">The identifier of the object.</param>
/// <param name="Member">The method or property.</param>
internal readonly record struct ViJsonPath(string Release, string Type, string Id, string Member)
{
    /// <summary>Where all calls are.</summary>
    public const string Prefix = "/sdk/vim25";

    /// <summary>Takes a path apart.</summary>
    /// <param name="path">The path, decoded except for <c>%2F</c>.</param>
    /// <param name="parts">The parts.</param>
    /// <returns>Whether it has the parts of a call.</returns>
    public static bool TryParse(string path, out ViJsonPath parts)
    {
        parts = default;
        if (!path.StartsWith(Prefix + "/", StringComparison.Ordinal))
            return false;
        Span<Range> places = stackalloc Range[5];
        var rest = path.AsSpan(Prefix.Length + 1);
        if (rest.Split(places, '/') != 4)
            return false;
        foreach (var place in places[..4])
        {
            if (rest[place].IsEmpty)
                return false;
        }

        parts = new ViJsonPath(
            rest[places[0]].ToString(),
            rest[places[1]].ToString(),
            rest[places[2]].ToString().Replace("%2F", "/", StringComparison.OrdinalIgnoreCase),
            rest[places[3]].ToString());
        return true;
    }
}
