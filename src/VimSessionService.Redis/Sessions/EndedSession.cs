using System.Globalization;
using StackExchange.Redis;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Redis.Sessions;

/// <summary>What a script says of a session that it has ended.</summary>
/// <param name="Session">The session as it was last.</param>
/// <param name="Reason">Why it ended.</param>
/// <param name="Number">The number of the change.</param>
/// <param name="Others">The other replicas, which are to tell it too.</param>
internal sealed record EndedSession(Session Session, SessionEnd Reason, long Number, string[] Others)
{
    /// <summary>Reads the answer of a script.</summary>
    public static EndedSession Read(RedisResult answer)
    {
        var parts = (RedisResult[])answer!;
        var key = (string)parts[0]!;
        return new EndedSession(
            new SessionDocument((byte[])parts[3]!).ToSession(key, (string)parts[2]!),
            (SessionEnd)int.Parse((string)parts[1]!, CultureInfo.InvariantCulture),
            long.Parse((string)parts[4]!, CultureInfo.InvariantCulture),
            (string[])parts[5]!);
    }
}
