using System.Globalization;
using System.Text;

namespace VimSessionService.Storage;

/// <summary>A file of the operator cannot be read.</summary>
/// <param name="reason">Why, as the part of a sentence that follows a colon.</param>
internal sealed class OperatorFileException(string reason) : Exception(reason);

/// <summary>
/// Reads the files that an operator names: whole, within a bound, and regular files only, so that a named pipe, a device or a huge file in a
/// file's place neither blocks nor fills the memory.
/// </summary>
internal static class OperatorFile
{
    /// <summary>The most bytes of a file, unless the reader knows better.</summary>
    public const int UsualMost = 16 * 1024 * 1024;

    /// <summary>Finds out whether a file can be read, without reading it.</summary>
    /// <exception cref="OperatorFileException">It cannot be read, or is no regular file.</exception>
    public static void Check(string path)
    {
        if (UnixFileStatus.Of(path) is { IsRegular: false } status)
            throw new OperatorFileException(status.IsDirectory ? "it is a directory" : "it is not a regular file");
        try
        {
            using var file = File.OpenHandle(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OperatorFileException(Reason(path, failure));
        }
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="OperatorFileException">It cannot be read, is no regular file, or has more than <paramref name="most"/> bytes.</exception>
    public static byte[] ReadBytes(string path, int most = UsualMost)
    {
        if (UnixFileStatus.Of(path) is { IsRegular: false } status)
            throw new OperatorFileException(status.IsDirectory ? "it is a directory" : "it is not a regular file");
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            if (file.Length > most)
                throw TooLarge(most);
            using var content = new MemoryStream((int)file.Length);
            Span<byte> part = stackalloc byte[4096];
            while (file.Read(part) is > 0 and var length)
            {
                // The file may grow meanwhile.
                if (content.Length + length > most)
                    throw TooLarge(most);
                content.Write(part[..length]);
            }

            return content.ToArray();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new OperatorFileException(Reason(path, failure));
        }
    }

    /// <summary>The text of a file in UTF-8.</summary>
    /// <exception cref="OperatorFileException">As of <see cref="ReadBytes"/>; or it is not UTF-8.</exception>
    public static string ReadText(string path, int most = UsualMost)
    {
        var bytes = ReadBytes(path, most);
        return FirstInvalid(bytes) is { } offset
            ? throw new OperatorFileException(string.Create(CultureInfo.InvariantCulture, $"line {LineOf(bytes, offset)} is not UTF-8"))
            : Encoding.UTF8.GetString(WithoutPreamble(bytes));
    }

    /// <summary>The bytes without a byte order mark.</summary>
    public static ReadOnlySpan<byte> WithoutPreamble(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    /// <summary>Where the first byte is that is not UTF-8; null when all are.</summary>
    public static int? FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return null;
        var offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
            offset += length;
        return offset;
    }

    /// <summary>The line, from 1, that a byte is in.</summary>
    public static int LineOf(ReadOnlySpan<byte> bytes, int offset) => bytes[..offset].Count((byte)'\n') + 1;

    private static OperatorFileException TooLarge(int most) =>
        new(string.Create(CultureInfo.InvariantCulture, $"it is larger than {most} bytes"));

    private static string Reason(string path, Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException when IsLink(path) => "it is a link to a file that does not exist",
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        UnauthorizedAccessException => Directory.Exists(path) ? "it is a directory" : "this user may not read it",
        ArgumentException => "that is not a path",
        _ => failure.Message,
    };

    private static bool IsLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is not null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
