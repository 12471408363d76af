using StackExchange.Redis;
using VimSessionService.Core;

namespace VimSessionService.Redis.Engine;

/// <summary>The engine cannot be asked now.</summary>
/// <param name="reason">Why, for the operator. No part of it is secret.</param>
/// <param name="mayHaveRun">Whether what was asked may have been done.</param>
internal sealed class EngineUnavailableException(string reason, bool mayHaveRun) : ServiceBusyException(reason)
{
    private static readonly string[] Passing = ["READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY", "OOM", "MISCONF", "NOREPLICAS", "MOVED", "ASK", "NOAUTH", "WRONGPASS", "NOPERM"];

    /// <summary>Whether what was asked may have been done.</summary>
    public bool MayHaveRun { get; } = mayHaveRun;

    /// <summary>Whether an exception of the client library says that the engine cannot be asked; another one is a fault of this program.</summary>
    public static bool IsMeantBy(Exception failure) => Find(failure) is not null;

    /// <summary>What such an exception means.</summary>
    public static EngineUnavailableException Of(Exception failure) => Find(failure) ?? throw new ArgumentException("It does not say that the engine cannot be asked.", nameof(failure), failure);

    /// <summary>Whether the engine said that it takes no writes, as one that was a primary before.</summary>
    public static bool IsReadOnly(Exception failure) => failure is RedisServerException server && server.Message.StartsWith("READONLY", StringComparison.Ordinal);

    private static EngineUnavailableException? Find(Exception failure) => failure switch
    {
        RedisConnectionException connection => new EngineUnavailableException(
            $"no connection to the state engine ({connection.FailureType})", connection.CommandStatus is not CommandStatus.WaitingToBeSent and not CommandStatus.WaitingInBacklog),
        RedisTimeoutException timeout => new EngineUnavailableException(
            "the state engine does not answer in time", timeout.Commandstatus is not CommandStatus.WaitingToBeSent and not CommandStatus.WaitingInBacklog),
        RedisServerException server when Passing.FirstOrDefault(word => server.Message.StartsWith(word, StringComparison.Ordinal)) is { } word =>
            new EngineUnavailableException($"the state engine refuses: {word}", mayHaveRun: false),
        EngineUnavailableException known => known,
        ObjectDisposedException => new EngineUnavailableException("the service stops", mayHaveRun: false),
        _ => null,
    };
}
