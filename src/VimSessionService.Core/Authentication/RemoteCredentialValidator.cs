using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Expiry;

namespace VimSessionService.Core.Authentication;

/// <summary>
/// Checks passwords by a validator that asks another server. Right passwords are remembered for a short time, as a hash under a random key of this
/// process. Simultaneous logins of one user with one password are one check. The number of checks is bounded, in total and for each address. A check that
/// takes too long or fails is logged as an error, and refuses the login by a <see cref="LoginRefusedException"/>.
/// </summary>
public sealed partial class RemoteCredentialValidator : ICredentialValidator, IDisposable
{
    /// <summary>More characters than any real password has, so that nobody has large messages sent to the other server.</summary>
    private const int LongestPassword = 1024;

    private readonly ICredentialValidator _remote;
    private readonly RemoteCheckLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly KeyedHash _hash = new();
    private readonly SharedChecks<string, UserIdentity?> _checks = new();
    private readonly ExpiringCache<string, UserIdentity> _right;
    private readonly PasswordQueue _queue;

    /// <summary>Makes a validator.</summary>
    /// <param name="remote">Asks the other server; not disposed with this validator.</param>
    /// <param name="limits">How much it is asked.</param>
    /// <param name="time">The clock of time-outs and of what is remembered.</param>
    /// <param name="logger">Where failures are logged.</param>
    public RemoteCredentialValidator(ICredentialValidator remote, RemoteCheckLimits limits, TimeProvider time, ILogger logger)
    {
        _remote = remote;
        _limits = limits;
        _time = time;
        _logger = logger;
        _right = new(time, limits.CacheTime, share: 100);
        _queue = new PasswordQueue(limits.Concurrency, limits.Queue, Math.Max(1, limits.Concurrency / 4));
    }

    /// <inheritdoc/>
    public async ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken)
    {
        if (password is not { Length: > 0 and <= LongestPassword } || !AccountName.TryParse(userName, out _))
            return null;
        var tag = Tag(userName, password);
        return _right.TryGet(tag, out var identity)
            ? identity
            : await _checks.RunAsync(tag, abandoned => CheckAsync(tag, userName, password, client, abandoned), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _queue.Dispose();

    private async Task<UserIdentity?> CheckAsync(string tag, string userName, string password, ClientInfo client, CancellationToken abandoned)
    {
        using var turn = await _queue.EnterAsync(client.Network, abandoned);
        using var timeout = new CancellationTokenSource(_limits.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(abandoned, timeout.Token);
        try
        {
            var identity = await _remote.ValidateAsync(userName, password, client, either.Token);
            if (identity is not null)
                _right.Add(identity.UserName, tag, identity);
            return identity;
        }
        catch (OperationCanceledException late) when (timeout.IsCancellationRequested && !abandoned.IsCancellationRequested)
        {
            Log.TimedOut(_logger, userName.Truncate(Truncation.UserName), client.IpAddress, _limits.Timeout.TotalSeconds);
            throw new LoginRefusedException(
                string.Create(CultureInfo.InvariantCulture, $"the password could not be checked within {_limits.Timeout.TotalSeconds} seconds"), late);
        }
        catch (Exception failure) when (failure is not (ServiceBusyException or LoginRefusedException) && !abandoned.IsCancellationRequested)
        {
            Log.Failed(_logger, userName.Truncate(Truncation.UserName), client.IpAddress, failure.Message);
            throw new LoginRefusedException($"the password could not be checked: {failure.Message}", failure);
        }
    }

    /// <summary>A keyed hash of a name and a password. The length of the name keeps the two apart.</summary>
    private string Tag(string userName, string password)
    {
        var name = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(userName)];
        BinaryPrimitives.WriteInt32LittleEndian(name, name.Length);
        Encoding.UTF8.GetBytes(userName, name.AsSpan(sizeof(int)));
        Span<byte> tag = stackalloc byte[KeyedHash.Length];
        _hash.Compute(name, Encoding.UTF8.GetBytes(password), tag);
        return Convert.ToHexString(tag);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The login of {UserName} from {Address} is refused: its password could not be checked within {Seconds} seconds")]
        public static partial void TimedOut(ILogger logger, string userName, string address, double seconds);

        [LoggerMessage(2, LogLevel.Error, "The login of {UserName} from {Address} is refused: its password could not be checked: {Reason}")]
        public static partial void Failed(ILogger logger, string userName, string address, string reason);
    }
}
