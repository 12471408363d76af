using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions.Objects;
using VimSessionService.ManagedObjects.Properties.Updates;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Collector;

/// <summary>
/// Pages of results that any replica can continue. A token stands for the specifications, the size of a page and the object that was told last; the next page is read when it is
/// asked for. Each token is good once, over all replicas.
/// </summary>
internal sealed class SharedPages(CollectorServices services)
{
    private const string Kind = "pages";
    private const string Prefix = "~p";

    /// <summary>A client that never fetches its pages pays with the result that it has not asked for the longest.</summary>
    private const int MaxResults = 64;

    private const int MaxTokenLength = 64;

    private const int MaxBytes = 64 * 1024;

    /// <summary>The first page of a result; null when its specifications are too large to be shared.</summary>
    public async ValueTask<RetrieveResult?> StartAsync(CallContext call, PropertyFilterSpec[] specs, List<ObjectContent> contents, int pageSize)
    {
        if (contents.Count <= pageSize)
            return new RetrieveResult { Objects = [.. contents] };
        var rest = new SharedObjectRecord { Kind = Kind, PageSize = pageSize, Names = Array.ConvertAll(specs, static spec => System.Text.Encoding.UTF8.GetString(SpecText.Write(spec))) };
        return rest.Names.Sum(static text => (long)text.Length) > MaxBytes ? null : await PageAsync(call, rest, contents, from: 0, taken: null);
    }

    /// <summary>The page of a token; null when there is no such token.</summary>
    public async ValueTask<RetrieveResult?> ContinueAsync(CallContext call, string token)
    {
        if (await FindAsync(call, token) is not { Content: { } content } found || SharedObjectRecord.Parse(content) is not { Names: { } texts } rest)
            return null;
        var specs = texts.Select(text => SpecText.Read<PropertyFilterSpec>(System.Text.Encoding.UTF8.GetBytes(text), PropertyFilterSpec.Schema, services.Catalog)).OfType<PropertyFilterSpec>().ToArray();
        var contents = specs.Length == texts.Length ? await services.Evaluator.EvaluateAsync(call, specs) : [];
        return await PageAsync(call, rest, contents, NextOf(contents, rest), found);
    }

    /// <summary>Forgets the rest of a result; false when there is no such token.</summary>
    public async ValueTask<bool> CancelAsync(CallContext call, string token) =>
        await FindAsync(call, token) is { } found && await services.Sharing.WriteApartAsync(call, new DocumentWrite(found.Name, null, found.Version)) is not null;

    /// <summary>Where the next page begins: after the object that was told last, or at its place when it has gone.</summary>
    private static int NextOf(List<ObjectContent> contents, SharedObjectRecord rest)
    {
        var place = (int)Math.Min(rest.Place, contents.Count);
        if (place > 0 && contents[place - 1].Obj.Value == rest.Of)
            return place;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i].Obj.Value == rest.Of)
                return i + 1;
        }

        return Math.Max(place - 1, 0);
    }

    private ValueTask<ObjectDocument?> FindAsync(CallContext call, string token) =>
        token.Length is 0 or > MaxTokenLength ? default : services.Sharing.FindApartAsync(call, Prefix + token);

    /// <summary>A page and the token of the next one. Null when somebody else has taken the token of this one meanwhile.</summary>
    private async ValueTask<RetrieveResult?> PageAsync(CallContext call, SharedObjectRecord rest, List<ObjectContent> contents, int from, ObjectDocument? taken)
    {
        var end = Math.Min(from + rest.PageSize, contents.Count);
        string? token = null;
        var writes = new List<DocumentWrite>();
        if (taken is not null)
            writes.Add(new DocumentWrite(taken.Name, null, taken.Version));
        if (end < contents.Count)
        {
            token = Core.VimUuid.Create();
            writes.Add(new DocumentWrite(Prefix + token, (rest with { Of = contents[end - 1].Obj.Value, Place = end }).ToDocument(), Expected: 0));
            writes.AddRange(Oldest(call, taken).Select(static name => new DocumentWrite(name, null)));
        }

        if (writes.Count > 0 && await services.Sharing.WriteApartAsync(call, [.. writes]) is null)
            return null;
        return new RetrieveResult { Token = token, Objects = [.. contents.Skip(from).Take(end - from)] };
    }

    /// <summary>The results that are one too many, as far as this replica knows.</summary>
    private IEnumerable<string> Oldest(CallContext call, ObjectDocument? taken)
    {
        var kept = services.Sharing.Of(call).Apart.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal) && entry.Key != taken?.Name).OrderBy(static entry => entry.Value).ToList();
        return kept.Take(Math.Max(0, kept.Count - MaxResults + 1)).Select(static entry => entry.Key);
    }
}
