using VimSessionService.Storage;

namespace VimSessionService.RemoteUsers;

/// <summary>Reads the file that an option names.</summary>
internal static class OptionFile
{
    /// <summary>Reads it.</summary>
    /// <param name="option">The option, for the error.</param>
    /// <param name="file">The file.</param>
    /// <param name="needed">What the file has to be, such as <c>a PEM file of certificates</c>.</param>
    /// <param name="read">Reads the file.</param>
    /// <exception cref="StartupException">The file cannot be used.</exception>
    public static T Read<T>(string option, string file, string needed, Func<string, T> read)
    {
        try
        {
            return read(file);
        }
        catch (OperatorFileException failure)
        {
            throw new StartupException($"{option}: '{file}' cannot be used: {failure.Message}. Name {needed} that this user may read.");
        }
    }

    /// <summary>The bytes of a file that holds a secret on a line, without the end of the line.</summary>
    public static byte[] Secret(string file, int most) => OperatorFile.ReadBytes(file, most).AsSpan().TrimEnd("\r\n"u8).ToArray();
}
