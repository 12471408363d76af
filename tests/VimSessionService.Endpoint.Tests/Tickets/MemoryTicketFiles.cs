using System.Collections.Concurrent;
using VimSessionService.Core.Sessions.Tickets.Local;

namespace VimSessionService.Endpoint.Tests.Tickets;

/// <summary>The files of local tickets without a disk.</summary>
internal sealed class MemoryTicketFiles : ILocalTicketFiles
{
    private int _last;

    public ConcurrentDictionary<string, string> ByPath { get; } = new(StringComparer.Ordinal);

    public IOException? Failure { get; set; }

    public string Create(string password)
    {
        if (Failure is { } failure)
            throw failure;
        var path = $"/tickets/{Interlocked.Increment(ref _last):D6}";
        ByPath[path] = password;
        return path;
    }

    public void Delete(string path) => ByPath.TryRemove(path, out _);
}
