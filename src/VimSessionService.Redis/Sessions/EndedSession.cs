using System.Globalization;
using StackExchange.Redis;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Records;

namespace VimSessionService.Redis.Sessions;

/// <summary>What a script says of a session that it has ended.</summary>
/// <param name="Session">The session as it was last.</param>
/// <param name="Reason">Why it ended.</param>
/// <param name="Number">The number of the change.</param>
/// <param name="Others">The other replicas, which are to tell it too.</param>
internal sealed record EndedSession(Session Session, SessionEnd Reason, long Number, string[] Others)
{
    /// <summary>Reads the answer of a script.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="local">What this replica remembers, so that a document is not decoded again.</param>
    public static EndedSession Read(RedisResult answer, LocalSessions local)
    {
        var parts = (RedisResult[])answer!;
        var key = SessionName.KeyOf((string)parts[0]!);
        return new EndedSession(
            local.Read(key, (byte[])parts[3]!).ToSession(key, (string)parts[2]!),
            (SessionEnd)int.Parse((string)parts[1]!, CultureInfo.InvariantCulture),
            long.Parse((string)parts[4]!, CultureInfo.InvariantCulture),
            (string[])parts[5]!);
    }
}
