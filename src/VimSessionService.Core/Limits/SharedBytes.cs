namespace VimSessionService.Core.Limits;

/// <summary>A number of bytes that many use together, of which each may have a share.</summary>
/// <param name="total">What all may have together.</param>
/// <param name="share">What one may have.</param>
public sealed class SharedBytes<TKey>(long total, long share)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, long> _usedBy = [];
    private long _used;

    /// <summary>What is in use.</summary>
    public long Used
    {
        get
        {
            lock (_lock)
                return _used;
        }
    }

    /// <summary>Takes bytes; false when there are not so many left, or not for this one.</summary>
    public bool TryTake(TKey key, long bytes)
    {
        lock (_lock)
        {
            var used = _usedBy.GetValueOrDefault(key);
            if (_used + bytes > total || used + bytes > share)
                return false;
            _used += bytes;
            _usedBy[key] = used + bytes;
            return true;
        }
    }

    /// <summary>Gives bytes back that were taken.</summary>
    public void Return(TKey key, long bytes)
    {
        lock (_lock)
        {
            _used -= bytes;
            var left = _usedBy.GetValueOrDefault(key) - bytes;
            if (left > 0)
                _usedBy[key] = left;
            else
                _usedBy.Remove(key);
        }
    }
}
