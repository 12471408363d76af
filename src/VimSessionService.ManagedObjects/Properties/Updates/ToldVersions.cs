using System.Runtime.CompilerServices;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions.Objects;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>
/// Shares what a client was told of the filters of a collector, so that another replica can tell it what follows. One that answers at the same time as another is
/// refused, and answers anew from what the other has told. Not thread-safe: its collector lets one in at a time.
/// </summary>
internal sealed class ToldVersions(ObjectSharing sharing, string name, VimCatalog catalog)
{
    private readonly ConditionalWeakTable<FilterSnapshot, Digest> _digests = [];
    private long _known;

    /// <summary>Whether there are other replicas.</summary>
    public bool IsOn => sharing.IsOn;

    /// <summary>Whether another replica has told more than it could share: a client that names a version must begin anew.</summary>
    public bool IsForgotten { get; private set; }

    /// <summary>What the client was told, when that was by another replica; null when this one knows it.</summary>
    public async ValueTask<ToldDocument?> FindNewsAsync(CallContext call)
    {
        if (sharing.Of(call).Apart.GetValueOrDefault(name) == _known)
            return null;
        var document = await sharing.FindApartAsync(call, name);
        var told = document is null ? ToldDocument.Nothing : ToldDocument.Parse(document.Content!);
        _known = document?.Version ?? 0;
        IsForgotten = told is null || told.Filters.Values.Any(static filter => filter.Base is null || filter.Sent is null);
        return told ?? ToldDocument.Nothing;
    }

    /// <summary>What the client knew of a filter by the last two versions.</summary>
    public (FilterSnapshot Base, FilterSnapshot Sent) SnapshotsOf(PropertyFilter filter, ToldDocument told)
    {
        if (!told.Filters.TryGetValue(ObjectSharing.NameOf(filter.Reference), out var digests))
            return (FilterSnapshot.Empty, FilterSnapshot.Empty);
        var before = Read(digests.Base);
        return (before, ReferenceEquals(digests.Base, digests.Sent) ? before : Read(digests.Sent));
    }

    /// <summary>The client begins anew: it knows nothing.</summary>
    public void Forget() => IsForgotten = false;

    /// <summary>Writes what the client is about to be told; false when another replica has told it something meanwhile.</summary>
    public async ValueTask<bool> TryWriteAsync(CallContext call, int known, int sent, PropertyFilter[] filters)
    {
        var told = new ToldDocument(known, sent, filters.ToDictionary(
            static filter => ObjectSharing.NameOf(filter.Reference), filter => (DigestOf(filter.State.Known), DigestOf(filter.State.Told))));
        var expected = _known;
        _known = -1; // until it is known to be written
        if (await sharing.WriteApartAsync(call, new DocumentWrite(name, told.ToBytes(), expected)) is not { } version)
            return false;
        _known = version;
        return true;
    }

    private FilterSnapshot Read(byte[]? digest)
    {
        if (digest is null)
            return FilterSnapshot.Empty;
        var snapshot = SnapshotDigest.Read(digest, catalog);
        _digests.Add(snapshot, new Digest(digest));
        return snapshot;
    }

    private byte[]? DigestOf(FilterSnapshot snapshot) => _digests.GetValue(snapshot, static snapshot => new Digest(SnapshotDigest.Write(snapshot))).Bytes;

    private sealed record Digest(byte[]? Bytes);
}
