using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace VimSessionService.Floor;

/// <summary>An answer of the service, to be given again as it is.</summary>
/// <param name="Headers">Its headers, without those that the server adds itself.</param>
/// <param name="Body">Its body.</param>
internal sealed record CannedAnswer(KeyValuePair<string, StringValues>[] Headers, byte[] Body)
{
    private static readonly string[] OfServer = ["Content-Length", "Transfer-Encoding", "Date", "Connection"];

    /// <summary>Reads answers as they travelled, one file each; a file's name without its end is the answer's.</summary>
    public static Dictionary<string, CannedAnswer> ReadAll(string directory) =>
        Directory.EnumerateFiles(directory, "*.http").ToDictionary(file => "/floor/" + Path.GetFileNameWithoutExtension(file), Read, StringComparer.Ordinal);

    private static CannedAnswer Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{file} is no HTTP answer"));
        var headers = System.Text.Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n").Skip(1)
            .Select(line => line.Split(": ", 2))
            .Where(header => !OfServer.Contains(header[0], StringComparer.OrdinalIgnoreCase))
            .Select(header => KeyValuePair.Create(header[0], new StringValues(header[1])));
        var isChunked = bytes.AsSpan(0, end).IndexOf("Transfer-Encoding: chunked"u8) >= 0;
        return new CannedAnswer([.. headers], isChunked ? Dechunk(bytes.AsSpan(end + 4)) : bytes[(end + 4)..]);
    }

    private static byte[] Dechunk(ReadOnlySpan<byte> chunks)
    {
        List<byte> body = [];
        while (true)
        {
            var line = chunks.IndexOf("\r\n"u8);
            var length = int.Parse(chunks[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
                return [.. body];
            body.AddRange(chunks.Slice(line + 2, length));
            chunks = chunks[(line + 2 + length + 2)..];
        }
    }
}
