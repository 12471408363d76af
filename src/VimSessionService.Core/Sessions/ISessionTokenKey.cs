namespace VimSessionService.Core.Sessions;

/// <summary>
/// The secret that session tokens are signed with, by which the service recognizes its own: with the same keys, replicas recognize each other's
/// tokens, and a service those from before its restart. Whoever knows it cannot open sessions, since the store looks them up by the whole token;
/// they could plant a cookie of their own making that a login takes over (<see cref="CookieAdoption"/>).
/// <para>Threads: read by many threads at once, for each token that is made or checked.</para>
/// <para>
/// Time: the getter answers from memory. An implementation that takes the keys from elsewhere has them before the service starts, and renews them in
/// the background by another value of <see cref="Current"/>. It must return the same object while nothing changed.
/// </para>
/// <para>Exceptions: the call fails. A client gets the fault SystemError without the exception's text, the log gets the exception.</para>
/// </summary>
public interface ISessionTokenKey
{
    /// <summary>The keys of this moment.</summary>
    SessionTokenKeys Current { get; }
}

/// <summary>The keys of session tokens.</summary>
/// <param name="Signing">Signs new tokens; at least 16 bytes, 32 are usual. Must not be changed afterwards.</param>
/// <param name="Retired">
/// Keys whose tokens are recognized still. After a change of keys the old one is needed for <see cref="CookieAdoption.Lifetime"/>.
/// </param>
public sealed record SessionTokenKeys(ReadOnlyMemory<byte> Signing, IReadOnlyList<ReadOnlyMemory<byte>> Retired)
{
    /// <summary>The shortest key, in bytes.</summary>
    public const int MinLength = 16;

    /// <summary>Shows nothing of the keys.</summary>
    public override string ToString() => "***";
}

/// <summary>A random key that never leaves the process.</summary>
internal sealed class RandomSessionTokenKey : ISessionTokenKey
{
    /// <summary>Makes the key.</summary>
    /// <param name="randomness">Where its bits come from; null for the operating system.</param>
    public RandomSessionTokenKey(Randomness? randomness = null)
    {
        var key = new byte[32];
        (randomness ?? Randomness.System).Fill(key);
        Current = new SessionTokenKeys(key, []);
    }

    /// <inheritdoc/>
    public SessionTokenKeys Current { get; }
}
