namespace VimSessionService.Core;

/// <summary>Bounds what a client wrote before it is kept.</summary>
internal static class Truncation
{
    /// <summary>More than any real user name has.</summary>
    public const int UserName = 256;

    /// <summary>More than any real User-Agent has.</summary>
    public const int UserAgent = 512;

    /// <summary>More of a message than people read in a list of events; the message itself may be longer.</summary>
    public const int EventText = 4096;

    /// <summary>The beginning of a text, not cut within a character.</summary>
    public static string Truncate(this string text, int length)
    {
        if (text.Length <= length)
            return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
