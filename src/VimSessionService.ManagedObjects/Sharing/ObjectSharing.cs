using System.Collections.Concurrent;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions.Objects;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Sharing;

/// <summary>
/// Has every replica find what a session has made at any of them. What makes, changes or takes away an object writes its document before the call is answered, and a call
/// that comes to a replica which does not have the latest version first makes, changes and drops what differs. Where the service has no store of such documents, each
/// method does nothing.
/// </summary>
internal sealed class ObjectSharing
{
    private const string ChangedNotice = "changed";
    private const string CancelNotice = "cancel ";

    private readonly ISessionObjectStore? _store;
    private readonly ConcurrentDictionary<string, SharedSession> _sessions = new(StringComparer.Ordinal);
    private IReadOnlyList<ISharedObjectMaker> _makers = [];

    /// <summary>Makes it.</summary>
    /// <param name="store">Where the documents are; null where no other replica is.</param>
    public ObjectSharing(ISessionObjectStore? store)
    {
        _store = store;
        store?.Listen(Told);
    }

    /// <summary>None.</summary>
    public static ObjectSharing None { get; } = new(null);

    /// <summary>Whether objects are shared.</summary>
    public bool IsOn => _store is not null;

    /// <summary>Says who makes objects again. To be called before the first call.</summary>
    public void MakeBy(IReadOnlyList<ISharedObjectMaker> makers) => _makers = makers;

    /// <summary>What this replica has of the session of a call.</summary>
    public SharedSession Of(CallContext call)
    {
        var attachments = call.Attachments!;
        if (attachments.Find<SharedSession>() is { } known)
            return known;
        var key = call.Session!.Key;
        return attachments.GetOrAdd(() => _sessions.GetOrAdd(key, key => new SharedSession(key, ended => _sessions.TryRemove(ended, out _))));
    }

    /// <summary>Brings what the session of a call has here up to what it has made elsewhere. For a session that has made nothing it costs nothing.</summary>
    public ValueTask BringAsync(CallContext call)
    {
        if (_store is null || call.Session is not { } session)
            return default;
        var known = call.Scopes.Find(session.Key)?.Find<SharedSession>()?.Version ?? 0;
        return known >= session.ObjectsVersion ? default : ReadAsync(call, Of(call));
    }

    /// <summary>An object was made, and is among those of the session. When it cannot be written it is dropped again.</summary>
    public async ValueTask AddAsync(CallContext call, ISharedObject made)
    {
        if (_store is null)
            return;
        var shared = Of(call);
        await shared.Gate.WaitAsync(call.Cancelled);
        try
        {
            var version = await WriteAsync(call, shared, [new DocumentWrite(NameOf(made.Reference), made.Describe().ToDocument())], ChangedNotice);
            shared.Objects[NameOf(made.Reference)] = new(made, version ?? 0);
        }
        catch
        {
            made.Drop(call);
            throw;
        }
        finally
        {
            shared.Gate.Release();
        }
    }

    /// <summary>Changes an object, everywhere. The change may run more than once, each time on what the object is by then.</summary>
    /// <exception cref="VimFaultException">ManagedObjectNotFound: it was taken away elsewhere meanwhile.</exception>
    public async ValueTask<T> ChangeAsync<T>(CallContext call, IChangingObject target, Func<ValueTask<T>> change)
    {
        if (_store is null)
            return await change();
        var shared = Of(call);
        var name = NameOf(target.Reference);
        await shared.Gate.WaitAsync(call.Cancelled);
        try
        {
            while (shared.Objects.TryGetValue(name, out var entry))
            {
                var before = target.Describe().ToDocument();
                var result = await change();
                var after = target.Describe().ToDocument();
                if (after.AsSpan().SequenceEqual(before))
                    return result;
                if (await WriteAsync(call, shared, [new DocumentWrite(name, after, entry.Version)], ChangedNotice) is { } version)
                {
                    shared.Objects[name] = entry with { Version = version };
                    return result;
                }

                shared.Doubt();
                await BringWithinAsync(call, shared);
            }

            throw new VimFaultException(new ManagedObjectNotFound { Obj = target.Reference }, $"{target.Reference.Value} was destroyed meanwhile");
        }
        finally
        {
            shared.Gate.Release();
        }
    }

    /// <summary>Objects are taken away, everywhere; on this replica the caller drops them afterwards.</summary>
    /// <param name="call">The call.</param>
    /// <param name="gone">The objects.</param>
    /// <param name="apart">The names of documents that go with them.</param>
    public async ValueTask RemoveAsync(CallContext call, IReadOnlyCollection<ISharedObject> gone, params IReadOnlyCollection<string> apart)
    {
        if (_store is null || call.Session is null)
            return;
        var shared = Of(call);
        await shared.Gate.WaitAsync(call.Cancelled);
        try
        {
            string[] names = [.. gone.Select(static item => NameOf(item.Reference)), .. apart];
            await WriteAsync(call, shared, Array.ConvertAll(names, static name => new DocumentWrite(name, null)), ChangedNotice);
            foreach (var name in names)
                shared.Objects.Remove(name);
        }
        finally
        {
            shared.Gate.Release();
        }
    }

    /// <summary>The waits in a collector are cancelled at the other replicas.</summary>
    public async ValueTask CancelAsync(CallContext call, string collector)
    {
        if (_store is not null)
            await WriteAsync(call, Of(call), [], CancelNotice + collector);
    }

    /// <summary>A document that is read when somebody needs it; null for none.</summary>
    public ValueTask<ObjectDocument?> FindApartAsync(CallContext call, string name) => _store!.FindAsync(call.Session!.Key, name, call.Cancelled);

    /// <summary>Writes documents that are read when somebody needs them: the version; zero when the session has ended, null when one was not of the version that was expected.</summary>
    public async ValueTask<long?> WriteApartAsync(CallContext call, params DocumentWrite[] writes)
    {
        var shared = Of(call);
        var version = await WriteAsync(call, shared, writes, notice: null);
        foreach (var write in version > 0 ? writes : [])
        {
            if (write.Content is null)
                shared.Apart.TryRemove(write.Name, out _);
            else
                shared.Apart[write.Name] = version!.Value;
        }

        return version;
    }

    /// <summary>The name of the document of an object: its own name without that of the session.</summary>
    public static string NameOf(ManagedObjectReference reference) => reference.Value[(reference.Value.IndexOf(']') + 1)..];

    private async ValueTask<long?> WriteAsync(CallContext call, SharedSession shared, DocumentWrite[] writes, string? notice)
    {
        try
        {
            var version = await _store!.WriteAsync(call.Session!.Key, writes, notice, call.Cancelled);
            if (version > 0)
                shared.Wrote(version.Value);
            return version;
        }
        catch
        {
            shared.Doubt(); // it may be written
            throw;
        }
    }

    private async ValueTask ReadAsync(CallContext call, SharedSession shared)
    {
        await shared.Gate.WaitAsync(call.Cancelled);
        try
        {
            if (shared.Version < call.Session!.ObjectsVersion)
                await BringWithinAsync(call, shared);
        }
        finally
        {
            shared.Gate.Release();
        }
    }

    private async ValueTask BringWithinAsync(CallContext call, SharedSession shared)
    {
        var session = call.Session!;
        if (await _store!.ReadAsync(session.Key, shared.Version, call.Cancelled) is not { } found)
            return; // the session has ended

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in found.Documents.OrderBy(static document => document.Version))
        {
            names.Add(document.Name);
            if (document.Name.StartsWith('~'))
                shared.Apart[document.Name] = document.Version;
            else if (document.Content is { } content && SharedObjectRecord.Parse(content) is { } record)
                Take(call, shared, document, record);
        }

        foreach (var (name, entry) in shared.Objects.Where(entry => !names.Contains(entry.Key)).ToArray())
        {
            shared.Objects.Remove(name);
            entry.Object.Drop(call);
        }

        foreach (var name in shared.Apart.Keys.Where(name => !names.Contains(name)))
            shared.Apart.TryRemove(name, out _);
        shared.Know(found.Version);
    }

    /// <summary>An object that cannot be made here, for want of memory or since a later version wrote it, is not there on this replica.</summary>
    private void Take(CallContext call, SharedSession shared, ObjectDocument document, SharedObjectRecord record)
    {
        if (shared.Objects.TryGetValue(document.Name, out var known))
        {
            if (known.Version != document.Version)
                (known.Object as IChangingObject)?.Take(call, record);
            shared.Objects[document.Name] = known with { Version = document.Version };
            return;
        }

        try
        {
            var reference = SessionObjects.ReferenceOf(call.Session!, record.Kind, document.Name);
            if (_makers.Select(maker => maker.Make(call, reference, record)).FirstOrDefault(static made => made is not null) is { } made)
                shared.Objects[document.Name] = new(made, document.Version);
        }
        catch (VimFaultException)
        {
            // As said.
        }
    }

    private void Told(SessionNotice notice)
    {
        if (notice.Version == 0)
        {
            foreach (var (_, session) in _sessions)
            {
                session.Doubt();
                session.RaiseChanged();
            }
        }
        else if (_sessions.TryGetValue(notice.SessionKey, out var shared))
        {
            if (notice.Text.StartsWith(CancelNotice, StringComparison.Ordinal))
                shared.RaiseCancelled(notice.Text[CancelNotice.Length..], notice.Version);
            else
                shared.RaiseChanged();
        }
    }
}
