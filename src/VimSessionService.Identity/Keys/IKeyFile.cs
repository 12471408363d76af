namespace VimSessionService.Identity.Keys;

/// <summary>The file that keys are kept in, readable by its owner only; one that keeps nothing is a file too.</summary>
internal interface IKeyFile
{
    /// <summary>The file's text; null when there is none that can be read.</summary>
    ValueTask<string?> ReadAsync();

    /// <summary>Writes the file as a whole. Without <paramref name="replace"/> one that another process wrote meanwhile stays as it is.</summary>
    /// <returns>The text that the file holds afterwards, which may be the other process's.</returns>
    ValueTask<string> WriteAsync(string text, bool replace);

    /// <summary>The text of the file cannot be used, for the reason given; it is about to be replaced.</summary>
    void TellUnusable(string reason);
}
