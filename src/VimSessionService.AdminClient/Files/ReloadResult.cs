namespace VimSessionService.AdminClient.Files;

/// <summary>What a reload has read and brought into force.</summary>
/// <param name="Files">The files, each with what it holds.</param>
/// <param name="Warnings">What was taken but looks like a mistake, with file, line and column.</param>
public sealed record ReloadResult(IReadOnlyList<ReloadedFile> Files, IReadOnlyList<string> Warnings);

/// <summary>A file that was read again.</summary>
/// <param name="Option">The option that names it, such as <c>--users-file</c>.</param>
/// <param name="Path">The file.</param>
/// <param name="Counts">How many of each kind it holds, such as <c>users</c>, <c>roles</c>, <c>permissions</c> and <c>extensions</c>.</param>
public sealed record ReloadedFile(string Option, string Path, IReadOnlyDictionary<string, int> Counts);
