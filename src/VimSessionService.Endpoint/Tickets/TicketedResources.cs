using System.Collections.Concurrent;

using VimSessionService.ManagedObjects.Tickets;

namespace VimSessionService.Endpoint.Tickets;

/// <summary>How much the resources at ticketed paths may hold.</summary>
/// <param name="MaxBytes">The largest resource.</param>
/// <param name="MaxTotalBytes">All of them together, with what is on its way in.</param>
internal sealed record ResourceLimits(long MaxBytes = 16 * 1024 * 1024, long MaxTotalBytes = 64 * 1024 * 1024);

/// <summary>
/// What clients have put to ticketed paths, in memory alone: a stand-in for the files of datastores and guests. Names are whole
/// targets, since the query names the datastore.
/// </summary>
/// <param name="limits">How much there may be.</param>
internal sealed class TicketedResources(ResourceLimits limits)
{
    /// <summary>Counted for a resource besides its bytes, so that empty ones have an end too.</summary>
    private const int Overhead = 512;

    private readonly ConcurrentDictionary<string, byte[]> _byName = new(StringComparer.Ordinal);
    private long _reserved;

    /// <summary>The largest resource, in bytes.</summary>
    public long MaxBytes => limits.MaxBytes;

    /// <summary>How many bytes are held or promised, each resource's fixed share included.</summary>
    public long Reserved => Volatile.Read(ref _reserved);

    /// <summary>The bytes of a resource; null when there is none.</summary>
    public byte[]? Find(RequestTarget target) => _byName.GetValueOrDefault(target.Text);

    /// <summary>Removes a resource; true for the one caller that did.</summary>
    public bool Remove(RequestTarget target)
    {
        if (!_byName.TryRemove(target.Text, out var removed))
            return false;
        Release(CostOf(target, removed.Length));
        return true;
    }

    /// <summary>Begins an upload; null when there is no capacity. Dispose of it when it does not come to <see cref="Upload.Complete"/>.</summary>
    public Upload? TryBegin(RequestTarget target) => TryReserve(CostOf(target, 0)) ? new Upload(this, target) : null;

    private static long CostOf(RequestTarget target, long length) => Overhead + (target.Text.Length * 2) + length;

    private bool TryReserve(long bytes)
    {
        if (Interlocked.Add(ref _reserved, bytes) <= limits.MaxTotalBytes)
            return true;
        Release(bytes);
        return false;
    }

    private void Release(long bytes) => Interlocked.Add(ref _reserved, -bytes);

    /// <summary>What was received of a resource. What it holds is reserved before it is kept.</summary>
    public sealed class Upload : IDisposable
    {
        private readonly TicketedResources _resources;
        private readonly RequestTarget _target;
        private readonly MemoryStream _bytes = new();
        private bool _isOver;

        internal Upload(TicketedResources resources, RequestTarget target) => (_resources, _target) = (resources, target);

        /// <summary>Adds bytes; false when the resource is too large, or all together are.</summary>
        public bool TryAppend(ReadOnlySpan<byte> bytes)
        {
            if (_bytes.Length + bytes.Length > _resources.MaxBytes || !_resources.TryReserve(bytes.Length))
                return false;
            _bytes.Write(bytes);
            return true;
        }

        /// <summary>Puts the resource in its place; true when there was none before.</summary>
        public bool Complete()
        {
            _isOver = true;
            var bytes = _bytes.ToArray();
            while (true)
            {
                if (_resources._byName.TryAdd(_target.Text, bytes))
                    return true;
                if (_resources._byName.TryGetValue(_target.Text, out var before) && _resources._byName.TryUpdate(_target.Text, bytes, before))
                {
                    _resources.Release(CostOf(_target, before.Length));
                    return false;
                }
            }
        }

        /// <summary>Gives back what was reserved, unless the resource is in its place.</summary>
        public void Dispose()
        {
            if (!_isOver)
                _resources.Release(CostOf(_target, _bytes.Length));
            _isOver = true;
            _bytes.Dispose();
        }
    }
}
