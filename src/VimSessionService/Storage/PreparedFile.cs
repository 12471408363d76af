namespace VimSessionService.Storage;

/// <summary>A file that was read and can be used, and is not in force yet.</summary>
/// <param name="Option">The option that names it, such as <c>--users-file</c>.</param>
/// <param name="Path">The file.</param>
/// <param name="Counts">How many of each kind it holds.</param>
/// <param name="Apply">Brings it into force, unless a reading that began later is in force already.</param>
internal sealed record PreparedFile(string Option, string Path, IReadOnlyDictionary<string, int> Counts, Action Apply)
{
    /// <summary>What is taken but looks like a mistake.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
