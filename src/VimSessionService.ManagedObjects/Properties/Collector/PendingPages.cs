using System.Globalization;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Collector;

/// <summary>The rest of a session's paged results, each under the token of its next page, which is good once.</summary>
/// <param name="bytes">The memory that the session may take.</param>
internal sealed class PendingPages(SessionBytes bytes)
{
    /// <summary>A client that never fetches its pages pays with the result that it has not asked for the longest.</summary>
    private const int MaxResults = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Rest>> _pending = new(StringComparer.Ordinal);
    private readonly LinkedList<Rest> _oldestFirst = [];
    private int _last;

    /// <summary>The first page of a result; the rest is kept.</summary>
    /// <exception cref="VimFaultException">SystemError: the rest takes more memory than the session may.</exception>
    public RetrieveResult Start(ArraySegment<ObjectContent> contents, int pageSize)
    {
        if (contents.Count <= pageSize)
            return new RetrieveResult { Objects = [.. contents] };
        var weight = new ValueWeight();
        foreach (var content in contents)
            weight.Add(content);
        lock (_gate)
        {
            while (_oldestFirst.Count >= MaxResults)
                Forget(_oldestFirst.First!);
            while (!bytes.TryTake(weight.Bytes))
            {
                if (_oldestFirst.First is not { } oldest)
                    throw bytes.NoMore();
                Forget(oldest);
            }
        }

        return Page(new Rest("", contents, pageSize, weight.Bytes));
    }

    /// <summary>The page of a token; null when there is no such token.</summary>
    public RetrieveResult? Continue(string token) => Take(token) is { } rest ? Page(rest) : null;

    /// <summary>Forgets the rest of a result; false when there is no such token.</summary>
    public bool Cancel(string token)
    {
        if (Take(token) is not { } rest)
            return false;
        bytes.Return(rest.Bytes);
        return true;
    }

    private RetrieveResult Page(Rest rest)
    {
        var (contents, pageSize) = (rest.Contents, rest.PageSize);
        if (contents.Count > pageSize)
            return new RetrieveResult { Token = Keep(rest with { Contents = contents[pageSize..] }), Objects = [.. contents[..pageSize]] };
        bytes.Return(rest.Bytes);
        return new RetrieveResult { Objects = [.. contents] };
    }

    private string Keep(Rest rest)
    {
        lock (_gate)
        {
            var token = (++_last).ToString(CultureInfo.InvariantCulture);
            _pending.Add(token, _oldestFirst.AddLast(rest with { Token = token }));
            return token;
        }
    }

    private Rest? Take(string token)
    {
        lock (_gate)
        {
            if (!_pending.Remove(token, out var node))
                return null;
            _oldestFirst.Remove(node);
            return node.Value;
        }
    }

    private void Forget(LinkedListNode<Rest> oldest)
    {
        _oldestFirst.Remove(oldest);
        _pending.Remove(oldest.Value.Token);
        bytes.Return(oldest.Value.Bytes);
    }

    /// <summary>What is left of a result, with the memory of the whole.</summary>
    private sealed record Rest(string Token, ArraySegment<ObjectContent> Contents, int PageSize, long Bytes);
}
