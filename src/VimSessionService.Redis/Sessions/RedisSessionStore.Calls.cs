using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Records;

namespace VimSessionService.Redis.Sessions;

// The begins and ends of calls.
internal sealed partial class RedisSessionStore
{
    /// <inheritdoc/>
    public async ValueTask<Session?> EnterAsync(SessionToken token, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (token.Hash is not { } hash)
            return null;
        await _replica.EnsureAsync(cancellationToken);
        for (var wasOver = false; ; wasOver = true)
        {
            var mark = _marks.Next();
            RedisResult[]? answer;
            try
            {
                if (!wasOver && await EnterKnownAsync(hash, mark) is { } known)
                    return known;
                answer = PartsOf(await BeginAsync(hash, mark, wasOver));
            }
            catch (EngineUnavailableException failure) when (failure.MayHaveRun)
            {
                _marks.Abandon(hash, mark);
                throw;
            }

            if (answer is null)
            {
                await _expiry.SettledAsync();
                return null;
            }

            var name = (string)answer[0]!;
            var key = SessionName.KeyOf(name);
            if (answer.Length > 1)
                return _local.Enter(hash, key, name, mark, (string)answer[1]!, (byte[])answer[2]!, answer.Length > 3 ? (long)answer[3] : 0);
            // It was over, unless another call was quicker or is in flight.
            if (await EndAsync(key, null) is not null)
                return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> LeaveAsync(string key)
    {
        if (_local.Leave(key) is not var (name, mark))
            return new(false);
        var (now, utc) = _timeline.Both;
        _marks.Leave(name, mark, StateTime.WriteBoth(now, utc, _replica.Form));
        return new(true);
    }

    /// <summary>Begins a call in a session whose document is here; null when it is not, or has changed, or the session may be over.</summary>
    private async ValueTask<Session?> EnterKnownAsync(SecretHash hash, string mark)
    {
        var form = _replica.Form;
        if (form < DocumentForm.Stamped || _local.Find(hash) is not { Stamped: var (document, stamp) } local)
            return null;
        var hasObjects = DocumentStamp.IsWithObjects(stamp);
        var (now, utc) = _timeline.Both;
        var (used, begun) = _expiry.SinceWhen(now);
        var answer = await _marks.BeginAsync(
            SessionScripts.EnterKnown, hasObjects ? _keys.StatesAndObjects : _keys.States, [local.Name, StateTime.WriteBoth(now, utc, form), used, begun, $"{mark} ", stamp]);
        if (answer.IsNull)
            return null;
        return hasObjects ? _local.Enter(local, mark, (string)answer[0]!, document, (long)answer[1]) : _local.Enter(local, mark, (string)answer!, document, 0);
    }

    /// <summary>Runs the script that begins a call; it is not given up, as a call that began has to be ended.</summary>
    private Task<RedisResult> BeginAsync(SecretHash hash, string mark, bool mayBeOver)
    {
        var form = _replica.Form;
        var (now, utc) = _timeline.Both;
        if (mayBeOver)
        {
            var (_, idle, life) = _expiry.Measures;
            return _engine.RunAsync(SessionScripts.EnterIdle, _keys.IdleCalls, hash.ToArray(), now, StateTime.Write(now, utc, form), idle, life, mark);
        }

        var (used, begun) = _expiry.SinceWhen(now);
        return _marks.BeginAsync(SessionScripts.Enter, _keys.Calls, [hash.ToArray(), StateTime.WriteBoth(now, utc, form), used, begun, $"{mark} ", DocumentStamp.New(form)]);
    }
}
