using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Expiry;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Sessions.Tickets.Local;

/// <summary>What an operator can set about local tickets.</summary>
internal sealed record LocalTicketOptions
{
    /// <summary>Where the files are; null for a service that gives no local tickets.</summary>
    public ILocalTicketFiles? Files { get; init; }

    /// <summary>How long a ticket that nobody uses stays good, and its file there; a minute by default. Above zero, a day at most.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many tickets one user may have, each of them a file; of all users together ten times as many. One more, and the user's oldest goes.</summary>
    public int MaxOfUser { get; init; } = 100;

    /// <summary>How many tickets of every kind the issuer keeps: so many are remembered as gone, that none which it still has is taken for another replica's.</summary>
    public int KeptByIssuer { get; init; } = new TicketLimits().All;

    /// <summary>How many tickets all users together may have.</summary>
    internal int Max => (int)Math.Min(Array.MaxLength, 10L * MaxOfUser);
}

/// <summary>
/// Local tickets: a caller on this machine gets the path of a file with a password for one login. A user who can read the
/// file has been authenticated by the operating system (specification, AcquireLocalTicket; docs/facts/sessions.md).
/// </summary>
internal sealed class LocalTickets : IDisposable
{
    private readonly TimeProvider _time;
    private readonly LocalTicketOptions _options;
    private readonly ITicketIssuer _tickets;
    private readonly AccountDirectory _accounts;
    private readonly IAuthorizer _authorizer;
    private readonly ManagedObjectReference _rootFolder;
    private readonly bool _permissive;
    private readonly Lock _lock = new();
    private readonly Dictionary<SecretHash, SharedCapacity<Open>.Entry> _open = [];
    private readonly SharedCapacity<Open> _room;
    private readonly HashSet<SecretHash> _displaced = [];
    private readonly Queue<SecretHash> _displacedInOrder = new();
    private readonly ILogger _logger;
    private bool _isDisposed;

    /// <summary>Makes the issuer.</summary>
    /// <param name="time">The clock of lifetimes.</param>
    /// <param name="options">What the operator set.</param>
    /// <param name="tickets">Issues and redeems the passwords.</param>
    /// <param name="accounts">Who is known.</param>
    /// <param name="authorizer">Decides who has access.</param>
    /// <param name="rootFolder">Where access is missing when it is.</param>
    /// <param name="permissive">Whether everybody is known.</param>
    /// <param name="logger">Where it is logged that a file could not be removed; null for nowhere.</param>
    public LocalTickets(
        TimeProvider time,
        LocalTicketOptions options,
        ITicketIssuer tickets,
        AccountDirectory accounts,
        IAuthorizer authorizer,
        ManagedObjectReference rootFolder,
        bool permissive = false,
        ILogger? logger = null)
    {
        _logger = logger ?? NullLogger.Instance;
        _time = time;
        _options = options;
        _room = new SharedCapacity<Open>(options.Max, options.MaxOfUser);
        _tickets = tickets;
        _accounts = accounts;
        _authorizer = authorizer;
        _rootFolder = rootFolder;
        _permissive = permissive;
    }

    /// <summary>A ticket for a user.</summary>
    /// <exception cref="VimFaultException">
    /// NotSupported when the service gives none, InvalidRequest for a caller from elsewhere, InvalidLogin for an unknown user, NoPermission
    /// for one without access, checked in this order; SystemError when the file cannot be written.
    /// </exception>
    public async ValueTask<SessionManagerLocalTicket> AcquireAsync(CallContext call, string userName)
    {
        if (_options.Files is not { } files)
            throw new VimFaultException(new NotSupported(), "local tickets are off");
        if (!IsLocal(call.Client.Address))
            throw new VimFaultException(new InvalidRequest(), $"a local ticket was asked for from {call.Client.IpAddress}");
        if (Find(userName) is not { } user)
            throw new VimFaultException(new InvalidLogin(), $"there is no user {userName.Truncate(Truncation.UserName)} to give a local ticket to");
        if (!await _authorizer.HasAccessAsync(user, _rootFolder, call.Cancelled))
        {
            throw new VimFaultException(
                new NoPermission { Object = _rootFolder, PrivilegeId = Privileges.SystemView }, $"{user.UserName} has no access");
        }

        var password = await _tickets.IssueAsync(new TicketGrant(PurposeOf(user), null, user.UserName), _options.Lifetime, call.Cancelled);
        try
        {
            var path = files.Create(password);
            Keep(user, password, path, files);
            return new SessionManagerLocalTicket { UserName = userName, PasswordFilePath = path };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // No client has got the password; it expires.
            throw new VimFaultException(
                new SystemError { Reason = "The local ticket could not be written." }, $"The local ticket could not be written. {failure.Message}");
        }
    }

    /// <summary>
    /// The identity of a user who brings the password of a ticket of theirs, the first time; null otherwise. A text that is no such
    /// password is told by its shape.
    /// </summary>
    internal async ValueTask<UserIdentity?> RedeemAsync(string userName, string password, CancellationToken cancellationToken)
    {
        if (!VimUuid.HasShape(password) || Find(userName) is not { } user)
            return null;
        if (await _tickets.RedeemAsync(password, PurposeOf(user), cancellationToken) is null)
            return null;
        return SecretHash.TryOf(password, out var hash) && (Close(hash) || IsOfAnother(hash)) ? user : null;
    }

    /// <summary>Removes every file.</summary>
    public void Dispose()
    {
        SecretHash[] left;
        lock (_lock)
        {
            _isDisposed = true;
            left = [.. _open.Keys];
        }

        foreach (var hash in left)
            Close(hash);
    }

    private static bool IsLocal(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static string PurposeOf(UserIdentity user) => "LocalTicket " + user.UserName.ToUpperInvariant();

    private UserIdentity? Find(string userName)
    {
        if (!AccountName.TryParse(userName, out var name))
            return null;
        return _accounts.Find(name)?.Identity ?? (_permissive ? _accounts.Describe(name) : null);
    }

    private void Keep(UserIdentity user, string password, string path, ILocalTicketFiles files)
    {
        SecretHash.TryOf(password, out var hash);
        var timer = BackgroundWork.CreateTimer(_time, _logger, "the end of a local ticket", () => Close(hash));
        var deadline = _time.GetTimestamp() + (long)(_options.Lifetime.TotalSeconds * _time.TimestampFrequency);
        var added = new SharedCapacity<Open>.Entry(user.UserName, new Open(hash, path, files, timer), deadline);
        Open? displaced = null;
        bool isKept;
        lock (_lock)
        {
            isKept = !_isDisposed;
            if (isKept)
            {
                displaced = _room.Add(added);
                if (displaced is not null)
                    Displace(displaced.Hash);
                _open.Add(hash, added);
            }
        }

        displaced?.Delete();
        if (isKept)
            timer.Change(_options.Lifetime, Timeout.InfiniteTimeSpan);
        else
            added.Value.Delete(); // the service stopped meanwhile
    }

    private void Displace(SecretHash hash)
    {
        _open.Remove(hash);
        _displaced.Add(hash);
        _displacedInOrder.Enqueue(hash);
        if (_displacedInOrder.Count > _options.KeptByIssuer)
            _displaced.Remove(_displacedInOrder.Dequeue());
    }

    /// <summary>Whether a ticket that the issuer has just redeemed, and that has no file here, is one of another replica, which removes its file when it is too old.</summary>
    private bool IsOfAnother(SecretHash hash)
    {
        lock (_lock)
            return !_isDisposed && !_displaced.Contains(hash);
    }

    /// <summary>Removes the file of a ticket; false when it was gone already.</summary>
    private bool Close(SecretHash hash)
    {
        SharedCapacity<Open>.Entry? open;
        lock (_lock)
        {
            if (!_open.Remove(hash, out open))
                return false;
            _room.Remove(open);
        }

        open.Value.Delete();
        return true;
    }

    private sealed record Open(SecretHash Hash, string Path, ILocalTicketFiles Files, ITimer Timer)
    {
        public void Delete()
        {
            Timer.Dispose();
            Files.Delete(Path);
        }
    }
}
