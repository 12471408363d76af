using VimSessionService.Core.Calls;
using VimSessionService.Core.Limits;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects;

/// <summary>The memory that a session takes by what it made: views, filters, collectors, pages. Given back when the session ends.</summary>
internal sealed class SessionBytes(ServiceLimits limits, string user) : IDisposable
{
    private readonly Lock _lock = new();
    private long _used;
    private bool _hasEnded;

    /// <summary>What is in use.</summary>
    public long Used
    {
        get
        {
            lock (_lock)
                return _used;
        }
    }

    /// <summary>That of a call's session.</summary>
    public static SessionBytes Of(CallContext call)
    {
        var attachments = call.Attachments!;
        return attachments.Find<SessionBytes>() ?? attachments.GetOrAdd(() => new SessionBytes(call.Budget.Limits, call.Session!.Data.User.UserName));
    }

    /// <summary>Takes bytes, or gives some back where there are less than none.</summary>
    /// <exception cref="VimFaultException">SystemError: the session, its user or all users together have no more.</exception>
    public void Take(long bytes)
    {
        if (!TryTake(bytes))
            throw NoMore();
    }

    /// <summary>The fault for a session that may have no more.</summary>
    public VimFaultException NoMore() => new(
        new SystemError { Reason = "The session has too many objects." },
        $"the session's objects take more than {limits.Each.MaxSessionBytes} bytes (--max-session-bytes), or those of all sessions too much of the memory");

    /// <summary>Takes bytes; false when there are no more.</summary>
    public bool TryTake(long bytes)
    {
        lock (_lock)
        {
            if (_hasEnded)
                return true; // what is added now goes with the session
            if (bytes > 0 && (_used + bytes > limits.Each.MaxSessionBytes || !limits.SessionObjects.TryTake(user, bytes)))
                return false;
            if (bytes < 0)
                limits.SessionObjects.Return(user, -bytes);
            _used += bytes;
            return true;
        }
    }

    /// <summary>Gives bytes back.</summary>
    public void Return(long bytes) => TryTake(-bytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _hasEnded = true;
            limits.SessionObjects.Return(user, _used);
            _used = 0;
        }
    }
}
