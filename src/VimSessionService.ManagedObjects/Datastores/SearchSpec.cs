using System.IO.Enumeration;
using VimSessionService.Inventory.Lab;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Datastores;

/// <summary>What a search asks for (HostDatastoreBrowserSearchSpec): which files, and what to tell of them.</summary>
internal sealed class SearchSpec
{
    private const int LongestPattern = 255;

    private readonly FileDescriptions _descriptions;
    private readonly DataObject[] _queries;
    private readonly string[] _patterns;
    private readonly bool _ignoresCase;
    private readonly bool _foldersFirst;

    /// <summary>Reads it.</summary>
    /// <param name="values">Makes values.</param>
    /// <param name="spec">The specification; null for one that asks for the names of all files.</param>
    /// <exception cref="VimFaultException">InvalidArgument: a pattern is longer than a name can be.</exception>
    public SearchSpec(LabValues values, object? spec)
    {
        _descriptions = new FileDescriptions(values, DynamicMembers.Field(spec, "details"));
        _queries = DynamicMembers.Field(spec, "query") as DataObject[] ?? [];
        _patterns = DynamicMembers.Field(spec, "matchPattern") as string[] ?? [];
        _ignoresCase = DynamicMembers.Field(spec, "searchCaseInsensitive") is true;
        _foldersFirst = DynamicMembers.Field(spec, "sortFoldersFirst") is true;
        if (Array.Exists(_patterns, static pattern => pattern.Length > LongestPattern))
        {
            throw new VimFaultException(
                new InvalidArgument { InvalidProperty = "searchSpec.matchPattern" }, $"a pattern is longer than {LongestPattern} characters", "A specified parameter was not correct: searchSpec.matchPattern");
        }
    }

    /// <summary>How many comparisons a file takes at most.</summary>
    public int Cost => 1 + _queries.Length + _patterns.Length;

    /// <summary>The files of a directory that it asks for, in the order of their names.</summary>
    public DataObject[] Find(IEnumerable<DatastoreFile> directory)
    {
        var found = directory
            .Where(file => IsMatch(file.Name))
            .Select(file => (file.IsDirectory, Info: Describe(file)))
            .Where(static item => item.Info is not null);
        return [.. (_foldersFirst ? found.OrderByDescending(static item => item.IsDirectory) : found).Select(static item => item.Info!)];
    }

    private bool IsMatch(string name) =>
        _patterns.Length == 0 || Array.Exists(_patterns, pattern => FileSystemName.MatchesSimpleExpression(pattern, name, _ignoresCase));

    /// <summary>A file by the first query that asks for it; null when there are queries and none does.</summary>
    private DataObject? Describe(DatastoreFile file) =>
        _queries.Length == 0 ? _descriptions.Describe(file)
        : Array.Find(_queries, query => FileQuery.Takes(query, file)) is { } query ? _descriptions.Describe(file, query)
        : null;
}
