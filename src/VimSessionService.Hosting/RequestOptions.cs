using System.ComponentModel.DataAnnotations;

namespace VimSessionService.Hosting;

/// <summary>What one request may cost. A limit that is exceeded is answered as documented at each option.</summary>
public record RequestOptions
{
    /// <summary>The largest request body, in bytes, as sent and once unpacked.</summary>
    [Range(0, int.MaxValue)]
    public int MaxRequestBytes { get; set; } = 1_048_576;

    /// <summary>The largest answer to a call, in bytes before compression.</summary>
    [Range(0, int.MaxValue)]
    public int MaxResponseBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many steps the answer to a call may take: names looked up, values read, references followed.</summary>
    [Range(0, int.MaxValue)]
    public int MaxRequestWork { get; set; } = 1_000_000;

    /// <summary>How long a call may be worked on, without the time that it waits.</summary>
    public TimeSpan MaxRequestTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many calls of one address that take much work may wait for a processor; of all addresses together four times as many.</summary>
    [Range(1, int.MaxValue)]
    public int WorkQueue { get; set; } = 64;

    /// <summary>Which part of the memory for requests and answers one address may have, and of the memory for the objects of sessions one user, in percent.</summary>
    [Range(1, 100)]
    public int MemoryShare { get; set; } = 25;

    /// <summary>How deep the elements of a request may be nested.</summary>
    [Range(0, int.MaxValue)]
    public int MaxDepth { get; set; } = 64;

    /// <summary>How many elements a request may have.</summary>
    [Range(0, int.MaxValue)]
    public int MaxElements { get; set; } = 100_000;

    /// <summary>How many attributes an element of a request may have, without namespace declarations.</summary>
    [Range(0, int.MaxValue)]
    public int MaxAttributes { get; set; } = 64;

    /// <summary>How many namespace declarations may be in force at one place of a request.</summary>
    [Range(0, int.MaxValue)]
    public int MaxNamespaces { get; set; } = 256;

    /// <summary>
    /// Responses smaller than this are not compressed, in bytes. To compress the 5 KB of RetrieveServiceContent costs more than the call.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int GzipMinimumBytes { get; set; } = 32 * 1024;
}
