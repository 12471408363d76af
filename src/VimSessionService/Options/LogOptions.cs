namespace VimSessionService.Options;

/// <summary>What is logged, on standard error.</summary>
internal sealed record LogOptions
{
    /// <summary>The least level that is logged.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>Lines for people or for programs.</summary>
    public LogFormat LogFormat { get; set; } = LogFormat.Text;

    /// <summary>Whether each call is logged, at level information.</summary>
    public bool LogCalls { get; set; } = true;
}

/// <summary>The form of a log line.</summary>
internal enum LogFormat
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>One compact JSON object (CLEF).</summary>
    Json,
}
