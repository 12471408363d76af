namespace VimSessionService.Options;

/// <summary>The admin API.</summary>
internal sealed record AdminApiOptions
{
    /// <summary>Where it is served; <c>off</c> for nowhere, null for the usual port.</summary>
    public string? AdminListen { get; set; }

    /// <summary>The token that its requests bring; <c>none</c> to ask for none, null for a generated one.</summary>
    public string? AdminToken { get; set; }

    /// <summary>How many calls the journal keeps; 0 for no journal.</summary>
    public int JournalCalls { get; set; } = 10_000;

    /// <summary>The files of the scenarios of the start, separated by commas; null for none.</summary>
    public string? Scenario { get; set; }

    /// <summary>Nothing of the token.</summary>
    public override string ToString() => $"{nameof(AdminApiOptions)} {{ {nameof(AdminListen)} = {AdminListen} }}";
}
