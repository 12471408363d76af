using System.Globalization;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>An update of an object or a missing object, with the filter that reports it.</summary>
internal readonly record struct FilterEntry(ManagedObjectReference Filter, ObjectUpdate? Update, MissingObject? Missing);

/// <summary>
/// The updates that lead to one version, in pages of as many objects as the client takes at once. The version of a page that is
/// not the last names the place of the next: <c>7:100</c>. The page last given can be asked for again.
/// </summary>
internal sealed class UpdatePages(int number, List<FilterEntry> entries)
{
    private int _given;
    private int _next;

    /// <summary>The page at the beginning.</summary>
    public UpdateSet First(int? maxObjects, bool sayTruncated) => Page(0, maxObjects, sayTruncated);

    /// <summary>The page at the beginning with a version of its own, as if what it leaves out came later.</summary>
    /// <param name="maxObjects">How many objects it may have.</param>
    /// <param name="takesPages">Whether it may leave anything out.</param>
    /// <param name="told">How many entries it has.</param>
    public UpdateSet Alone(int? maxObjects, bool takesPages, out int told)
    {
        var page = Page(0, maxObjects, takesPages);
        told = _next > 0 ? _next : entries.Count;
        return _next > 0 ? page with { Version = number.ToString(CultureInfo.InvariantCulture) } : page;
    }

    /// <summary>The page that a version of a page before names; null when it is none of this.</summary>
    public UpdateSet? Continue(string version, int? maxObjects)
    {
        if (_next > 0 && version == VersionAt(_next))
            return Page(_next, maxObjects, sayTruncated: true);
        return _given > 0 && version == VersionAt(_given) ? Page(_given, maxObjects, sayTruncated: true) : null;
    }

    private UpdateSet Page(int from, int? maxObjects, bool sayTruncated)
    {
        var end = from;
        for (var objects = 0; end < entries.Count && (entries[end].Update is null || objects++ < (maxObjects ?? int.MaxValue)); end++)
        {
        }

        var isTruncated = end < entries.Count;
        _given = from;
        _next = isTruncated ? end : 0;
        return new UpdateSet
        {
            Version = isTruncated ? VersionAt(end) : number.ToString(CultureInfo.InvariantCulture),
            FilterSet = Group(from, end),
            Truncated = sayTruncated && isTruncated ? true : null, // real servers leave it out when all is told
        };
    }

    private string VersionAt(int offset) => string.Create(CultureInfo.InvariantCulture, $"{number}:{offset}");

    /// <summary>The entries of a filter follow each other: its updates, then what is missing.</summary>
    private PropertyFilterUpdate[] Group(int from, int end)
    {
        var updates = new List<PropertyFilterUpdate>();
        for (var first = from; first < end;)
        {
            var filter = entries[first].Filter;
            var missing = first;
            while (missing < end && entries[missing].Update is not null && entries[missing].Filter.Equals(filter))
                missing++;
            var next = missing;
            while (next < end && entries[next].Missing is not null && entries[next].Filter.Equals(filter))
                next++;
            updates.Add(new PropertyFilterUpdate
            {
                Filter = filter,
                ObjectSet = Take(first, missing, static entry => entry.Update!),
                MissingSet = Take(missing, next, static entry => entry.Missing!),
            });
            first = next;
        }

        return [.. updates];
    }

    private T[]? Take<T>(int from, int end, Func<FilterEntry, T> part)
    {
        if (from == end)
            return null;
        var parts = new T[end - from];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = part(entries[from + i]);
        return parts;
    }
}
