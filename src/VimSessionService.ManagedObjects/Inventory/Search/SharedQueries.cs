using VimSessionService.Core;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions.Objects;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Inventory.Search;

/// <summary>
/// The queries of a session that have further pages, for every replica: a document for each, with its specification. It is evaluated anew for each page, at any replica. As with
/// <see cref="OpenQueries"/> a marker stays good, and the oldest query gives way to a new one.
/// </summary>
internal sealed class SharedQueries(ObjectSharing sharing, VimCatalog catalog)
{
    private const string Kind = "query";
    private const string Prefix = "~q";
    private const int MaxQueries = 64;
    private const int MaxIdLength = 64;
    private const int MaxBytes = 64 * 1024;

    /// <summary>Keeps a query, and gives its name in markers; null when it is too large to be shared.</summary>
    public async ValueTask<string?> KeepAsync(CallContext call, SearchIndexQuerySpec spec)
    {
        var text = SpecText.Write(spec);
        if (text.Length > MaxBytes)
            return null;
        var id = VimUuid.Create();
        var record = new SharedObjectRecord { Kind = Kind, Spec = text };
        await sharing.WriteApartAsync(call, [new DocumentWrite(Prefix + id, record.ToDocument(), Expected: 0), .. Oldest(call)]);
        return id;
    }

    /// <summary>The query of a name; null for none of this session.</summary>
    /// <exception cref="VimFaultException">InvalidArgument: the query is not one of the version of the API that the call is in.</exception>
    public async ValueTask<ObjectQuery?> FindAsync(CallContext call, string id)
    {
        if (id.Length > MaxIdLength || await sharing.FindApartAsync(call, Prefix + id) is not { Content: { } content })
            return null;
        return SharedObjectRecord.Parse(content) is { Kind: Kind } record && SpecText.Read<SearchIndexQuerySpec>(record.Spec, SearchIndexQuerySpec.Schema, catalog) is { Limit: > 0 } spec
            ? new ObjectQuery(call, catalog, spec)
            : null;
    }

    /// <summary>Takes out the queries that are one too many, as far as this replica knows.</summary>
    private IEnumerable<DocumentWrite> Oldest(CallContext call)
    {
        var kept = sharing.Of(call).Apart.Where(static entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal)).OrderBy(static entry => entry.Value).ToList();
        return kept.Take(Math.Max(0, kept.Count - MaxQueries + 1)).Select(static entry => new DocumentWrite(entry.Key, null));
    }
}
