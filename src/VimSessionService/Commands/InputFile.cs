namespace VimSessionService.Commands;

/// <summary>Reads and writes the files that commands name; <c>-</c> is standard input or output.</summary>
internal static class InputFile
{
    /// <summary>No file that a command sends is longer, in characters.</summary>
    private const int MostCharacters = 64 * 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static async Task<string> ReadAsync(string path, CommandSurroundings surroundings, CancellationToken cancellationToken)
    {
        try
        {
            if (path == "-")
                return await ReadAsync(surroundings.Input, cancellationToken);
            using var reader = File.OpenText(path);
            return await ReadAsync(reader, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CommandException.Wrong($"'{path}' cannot be read: {failure.Message}");
        }
    }

    /// <summary>Writes a file that its owner alone may read.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static async Task WriteAsync(string path, string text, CommandOutput output, CancellationToken cancellationToken)
    {
        if (path == "-")
        {
            await output.RawAsync(text, cancellationToken);
            return;
        }

        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var writer = new StreamWriter(path, options);
            await writer.WriteAsync(text.AsMemory(), cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CommandException.Wrong($"'{path}' cannot be written: {failure.Message}");
        }
    }

    private static async Task<string> ReadAsync(TextReader reader, CancellationToken cancellationToken)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new char[16 * 1024];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (text.Length + read > MostCharacters)
                throw new IOException("it is larger than 64 MiB.");
            text.Append(buffer, 0, read);
        }

        return text.ToString();
    }
}
