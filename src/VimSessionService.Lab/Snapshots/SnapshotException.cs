namespace VimSessionService.Lab.Snapshots;

/// <summary>A snapshot that cannot be used. Nothing of it was applied.</summary>
/// <param name="pointer">The place in the document, such as <c>#/users/0/name</c>.</param>
/// <param name="detail">What is wrong there.</param>
/// <param name="allowed">What may stand there; null where that cannot be listed.</param>
internal sealed class SnapshotException(string pointer, string detail, IReadOnlyList<string>? allowed = null) : Exception(detail)
{
    /// <summary>The place.</summary>
    public string Pointer { get; } = pointer;

    /// <summary>What may stand there.</summary>
    public IReadOnlyList<string>? Allowed { get; } = allowed;
}
