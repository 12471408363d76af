using VimSessionService.Core;
using VimSessionService.Core.Calls;

namespace VimSessionService.ManagedObjects.Inventory.Search;

/// <summary>
/// The queries of a session that have further pages, under their markers. A marker stays good: the query is evaluated anew for each page. The
/// oldest query gives way to a new one.
/// </summary>
/// <param name="bytes">The memory that the session may take.</param>
internal sealed class OpenQueries(SessionBytes bytes)
{
    private const int MaxQueries = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Open> _byId = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = [];

    /// <summary>Those of the session of a call.</summary>
    public static OpenQueries Of(CallContext call)
    {
        var attachments = call.Attachments!;
        return attachments.Find<OpenQueries>() ?? attachments.GetOrAdd(() => new OpenQueries(SessionBytes.Of(call)));
    }

    /// <summary>Keeps a query, and gives the marker of its next page.</summary>
    /// <param name="query">The query.</param>
    /// <param name="weight">The memory that it takes, in bytes.</param>
    /// <param name="skip">How many objects the pages so far had.</param>
    /// <exception cref="Vim25.VimFaultException">SystemError: the query takes more memory than the session may.</exception>
    public string Keep(ObjectQuery query, long weight, int skip)
    {
        var id = VimUuid.Create();
        lock (_gate)
        {
            while (_byId.Count >= MaxQueries)
                ForgetOldest();
            while (!bytes.TryTake(weight))
            {
                if (_byId.Count == 0)
                    throw bytes.NoMore();
                ForgetOldest();
            }

            _byId.Add(id, new Open(query, weight));
            _oldestFirst.Enqueue(id);
        }

        return Marker(id, skip);
    }

    /// <summary>The query of a marker and how many objects its pages had; null for no marker of this session.</summary>
    public (ObjectQuery Query, string Id, int Skip)? Find(string marker)
    {
        var end = marker.IndexOf(':');
        if (end < 0 || !int.TryParse(marker.AsSpan(end + 1), System.Globalization.NumberStyles.None, null, out var skip))
            return null;
        var id = marker[..end];
        lock (_gate)
            return _byId.TryGetValue(id, out var open) ? (open.Query, id, skip) : null;
    }

    /// <summary>The marker of a later page of a query.</summary>
    public static string Marker(string id, int skip) => $"{id}:{skip}";

    private void ForgetOldest()
    {
        if (_byId.Remove(_oldestFirst.Dequeue(), out var open))
            bytes.Return(open.Bytes);
    }

    private sealed record Open(ObjectQuery Query, long Bytes);
}
