using System.Globalization;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>The rest of a session's paged results, each under the token of its next page, which is good once.</summary>
public sealed class PendingPages
{
    /// <summary>A client that never fetches its pages pays with the oldest of them.</summary>
    private const int MaxPending = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Rest> _pending = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private int _last;

    /// <summary>The first page of a result; the rest is kept.</summary>
    public RetrieveResult Start(ArraySegment<ObjectContent> contents, int pageSize) => Page(contents, pageSize);

    /// <summary>The page of a token; null when there is no such token.</summary>
    public RetrieveResult? Continue(string token) => Take(token) is { } rest ? Page(rest.Contents, rest.PageSize) : null;

    /// <summary>Forgets the rest of a result; false when there is no such token.</summary>
    public bool Cancel(string token) => Take(token) is not null;

    private RetrieveResult Page(ArraySegment<ObjectContent> contents, int pageSize)
    {
        if (contents.Count <= pageSize)
            return new RetrieveResult { Objects = [.. contents] };
        return new RetrieveResult { Token = Keep(new Rest(contents[pageSize..], pageSize)), Objects = [.. contents[..pageSize]] };
    }

    private string Keep(Rest rest)
    {
        lock (_gate)
        {
            var token = (++_last).ToString(CultureInfo.InvariantCulture);
            _pending.Add(token, rest);
            _order.Enqueue(token);
            while (_order.Count > MaxPending)
                _pending.Remove(_order.Dequeue());
            return token;
        }
    }

    private Rest? Take(string token)
    {
        lock (_gate)
        {
            return _pending.Remove(token, out var rest) ? rest : null;
        }
    }

    private sealed record Rest(ArraySegment<ObjectContent> Contents, int PageSize);
}
