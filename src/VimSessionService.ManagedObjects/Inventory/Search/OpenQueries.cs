using System.Globalization;
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

    /// <summary>Keeps a query, and gives its name in markers.</summary>
    /// <param name="query">The query.</param>
    /// <param name="weight">The memory that it takes, in bytes.</param>
    /// <exception cref="Vim25.VimFaultException">SystemError: the query takes more memory than the session may.</exception>
    public string Keep(ObjectQuery query, long weight)
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

        return id;
    }

    /// <summary>The query of a name; null for none of this session.</summary>
    public ObjectQuery? Find(string id)
    {
        lock (_gate)
            return _byId.TryGetValue(id, out var open) ? open.Query : null;
    }

    /// <summary>The name of the query that a marker is of, and how many objects its pages had; null for what is no marker.</summary>
    public static (string Id, int Skip)? Parse(string marker)
    {
        var end = marker.IndexOf(':');
        return end > 0 && int.TryParse(marker.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var skip) ? (marker[..end], skip) : null;
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
