namespace VimSessionService.Lab.Journal;

/// <summary>How much the journal keeps.</summary>
internal sealed record JournalOptions
{
    /// <summary>How many calls at most; 0 for no journal.</summary>
    public int MaxCalls { get; init; } = 10_000;

    /// <summary>How many bytes all of them may take.</summary>
    public int MaxBytes { get; init; } = 8 * 1024 * 1024;
}
