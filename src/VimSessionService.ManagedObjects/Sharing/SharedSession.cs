using System.Collections.Concurrent;
using VimSessionService.Core;

namespace VimSessionService.ManagedObjects.Sharing;

/// <summary>What this replica has of the objects of a session, and of which version. It ends with the session.</summary>
/// <param name="key">The key of the session.</param>
/// <param name="ended">Is called at the end of the session.</param>
internal sealed class SharedSession(string key, Action<string> ended) : IDisposable
{
    private long _version;

    /// <summary>Raised when another replica has written something of the session.</summary>
    public event Action? Changed;

    /// <summary>Raised when the waits in a collector were cancelled elsewhere, with its name and the version of that.</summary>
    public event Action<string, long>? Cancelled;

    /// <summary>Lets in one at a time who reads or writes documents.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Up to which write this replica has everything; less than zero when it must look at all of it.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>The objects by the names of their documents. Only within the gate.</summary>
    public Dictionary<string, Entry> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>The versions of the documents that are read when somebody needs them.</summary>
    public ConcurrentDictionary<string, long> Apart { get; } = new(StringComparer.Ordinal);

    /// <summary>This replica has everything up to a write.</summary>
    public void Know(long version) => Interlocked.Exchange(ref _version, version);

    /// <summary>This replica has made a write. It knows those before it only if it knew them before.</summary>
    public void Wrote(long version) => Interlocked.CompareExchange(ref _version, version, version - 1);

    /// <summary>It is not known what is written.</summary>
    public void Doubt() => Know(-1);

    /// <summary>Another replica has written something.</summary>
    public void RaiseChanged() => Changed.CallAll();

    /// <summary>Waits were cancelled elsewhere.</summary>
    public void RaiseCancelled(string collector, long version) => Cancelled.CallAll(collector, version);

    /// <inheritdoc/>
    public void Dispose() => ended(key);

    /// <summary>An object and the version of its document.</summary>
    internal readonly record struct Entry(ISharedObject Object, long Version);
}
