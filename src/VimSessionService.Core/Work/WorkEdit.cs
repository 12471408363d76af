using System.Runtime.InteropServices;

namespace VimSessionService.Core.Work;

/// <summary>A document of what is shared that a change writes or takes away.</summary>
/// <param name="Key">The name of the document.</param>
/// <param name="Text">Its text; empty when it is taken away.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WorkEdit(string Key, string Text)
{
    /// <summary>The beginning of the names of documents that stay when all others are taken away: numbers that are given once.</summary>
    public const string Lasting = "c/";

    /// <summary>Takes away every document but those that last.</summary>
    public static WorkEdit Clear { get; } = new("", "");

    /// <summary>Whether it takes away every document.</summary>
    public bool IsClear => Key.Length == 0;
}
