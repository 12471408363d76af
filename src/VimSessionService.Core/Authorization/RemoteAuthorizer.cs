using System.Globalization;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Expiry;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Authorization;

/// <summary>
/// Decides by the permissions of the service, and for users whom none reaches by an authorizer that asks another server. Its answers are remembered for a
/// short time. Simultaneous equal questions are one. The number of questions is bounded, in total and for each user. A question that takes too long is
/// a <see cref="TimeoutException"/>.
/// </summary>
public sealed class RemoteAuthorizer : IAuthorizer, IDisposable
{
    private readonly IAuthorizer _permissions;
    private readonly IAuthorizer _remote;
    private readonly RemoteGrantLimits _limits;
    private readonly TimeProvider _time;
    private readonly SharedChecks<Question, Grant> _asking = new();
    private readonly ExpiringCache<Question, Grant> _known;
    private readonly PasswordQueue _queue;

    /// <summary>Makes an authorizer.</summary>
    /// <param name="permissions">Decides by the permissions of the service.</param>
    /// <param name="remote">Asks the other server; neither of the two is disposed with this authorizer.</param>
    /// <param name="limits">How much it is asked.</param>
    /// <param name="time">The clock of time-outs and of what is remembered.</param>
    public RemoteAuthorizer(IAuthorizer permissions, IAuthorizer remote, RemoteGrantLimits limits, TimeProvider time)
    {
        _permissions = permissions;
        _remote = remote;
        _limits = limits;
        _time = time;
        _known = new(time, limits.CacheTime);
        _queue = new PasswordQueue(
            limits.Concurrency,
            PasswordQueueLimits.For(limits.Waiting),
            Math.Max(1, limits.Concurrency / 4),
            "questions to the authorizer wait");
    }

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">The other server did not answer in time.</exception>
    public async ValueTask<Grant> GrantOfAsync(UserIdentity user, ManagedObjectReference entity, CancellationToken cancellationToken)
    {
        var own = await _permissions.GrantOfAsync(user, entity, cancellationToken);
        if (user.RoleId is not null || !IsOpen(own))
            return own;
        var question = new Question(user, entity);
        if (!_known.TryGet(question, out var grant))
            grant = await _asking.RunAsync(question, abandoned => AskAsync(question, abandoned), cancellationToken);
        return grant.RoleIds.Count == 0 && grant.Privileges.Count == 0 ? own : grant;
    }

    /// <inheritdoc/>
    public void Dispose() => _queue.Dispose();

    /// <summary>Whether no permission reaches the user there. The role View alone is what users have above objects that they have a permission for.</summary>
    private static bool IsOpen(Grant own) => own.RoleIds is [] || (own.RoleIds is [var only] && only == SystemRoles.View.RoleId);

    private async Task<Grant> AskAsync(Question question, CancellationToken abandoned)
    {
        using var turn = await _queue.EnterAsync(question.User.UserName, abandoned);
        using var timeout = new CancellationTokenSource(_limits.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(abandoned, timeout.Token);
        try
        {
            var grant = await _remote.GrantOfAsync(question.User, question.Entity, either.Token);
            _known.Add(question.User.UserName, question, grant);
            return grant;
        }
        catch (OperationCanceledException late) when (timeout.IsCancellationRequested && !abandoned.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(
                CultureInfo.InvariantCulture, $"what {question.User.UserName} may do on {question.Entity} was not answered within {_limits.Timeout.TotalSeconds} seconds"), late);
        }
    }

    /// <summary>A question; equal when what is asked is, since a store on another machine gives another object for each call.</summary>
    private readonly record struct Question(UserIdentity User, ManagedObjectReference Entity)
    {
        public bool Equals(Question other) =>
            Entity.Value == other.Entity.Value
            && (ReferenceEquals(User, other.User)
                || (User.UserName == other.User.UserName && User.FullName == other.User.FullName && User.Groups.SequenceEqual(other.User.Groups, StringComparer.Ordinal)));

        public override int GetHashCode() =>
            HashCode.Combine(User.UserName.GetHashCode(StringComparison.Ordinal), Entity.Value.GetHashCode(StringComparison.Ordinal));
    }
}
