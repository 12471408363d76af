using System.Security.Cryptography;
using VimSessionService.Redis.Sessions;

namespace VimSessionService.Redis.Records;

/// <summary>
/// By which a replica can tell whether it has the document of a session: a short text in the state of the session, which goes when the document changes; whoever reads the document then writes another. It begins with
/// a sign that says whether the session has made something.
/// </summary>
internal static class DocumentStamp
{
    private const char WithoutObjects = '~';
    private const char WithObjects = '!';

    /// <summary>Few, as there may be millions of sessions: two documents of one session have the same stamp in one of 69 billion cases.</summary>
    private const int Length = 6;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>A new one without its sign, for a state that has none; nothing where replicas run that do not know stamps.</summary>
    /// <param name="form">The form of documents that all replicas read.</param>
    public static string New(int form) => form >= DocumentForm.Stamped ? RandomNumberGenerator.GetString(Letters, Length) : "";

    /// <summary>The end of the state of a session that begins: its stamp, and no marks.</summary>
    /// <param name="form">The form of documents that all replicas read.</param>
    public static string Begin(int form) => form >= DocumentForm.Stamped ? $"{WithoutObjects}{New(form)} " : "";

    /// <summary>The stamp in a state between its blanks; null in one without.</summary>
    /// <param name="state">The state, see <see cref="SessionDocument.ToSession"/>.</param>
    public static string? Of(string state)
    {
        var at = state.AsSpan().IndexOfAny(WithoutObjects, WithObjects);
        var length = at < 1 ? -1 : state.AsSpan(at).IndexOf(' ');
        return length < 0 ? null : state.Substring(at - 1, length + 2);
    }

    /// <summary>Whether it is that of a session that has made something.</summary>
    /// <param name="stamp">What <see cref="Of"/> returned.</param>
    public static bool IsWithObjects(string stamp) => stamp[1] == WithObjects;
}
