using VimSessionService.Core.Directory.Permissions;

namespace VimSessionService.Core.Directory;

/// <summary>Every privilege: the server's own and those that extensions brought. Changes are atomic for readers.</summary>
public sealed class PrivilegeCatalog
{
    private readonly DirectoryStateStore _cell;
    private Listing? _listing;

    /// <summary>Makes a catalogue of its own, of the server's privileges.</summary>
    public PrivilegeCatalog()
        : this(new DirectoryStateStore())
    {
    }

    internal PrivilegeCatalog(DirectoryStateStore cell)
    {
        _cell = cell;
        cell.Changed += OnChanged;
    }

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    /// <summary>Every privilege, by id.</summary>
    public IReadOnlyList<PrivilegeInfo> All => List().All;

    /// <summary>The ids that extensions brought.</summary>
    public IReadOnlyCollection<string> Added => List().Added;

    /// <summary>Whether there is a privilege of that id.</summary>
    public bool Contains(string id) => Privileges.Known.Contains(id) || _cell.Current.Access.Privileges.Contains(id);

    /// <summary>Takes on the privileges of an extension, in the place of those it had; an empty list takes them away.</summary>
    public void Define(string owner, IEnumerable<PrivilegeInfo> privileges)
    {
        PrivilegeInfo[] own = [.. privileges];
        _cell.Change(state => state.With(access => access.Privileges.Define(owner, own) is var defined && ReferenceEquals(defined, access.Privileges)
            ? access
            : access with { Privileges = defined }));
    }

    /// <summary>The current lists, created when they are read.</summary>
    private Listing List()
    {
        var source = _cell.Current.Access.Privileges;
        if (Volatile.Read(ref _listing) is { } known && ReferenceEquals(known.Source, source))
            return known;
        PrivilegeInfo[] all = [.. Privileges.All.Select(PrivilegeInfo.Of).Concat(source.All).OrderBy(info => info.Id, StringComparer.Ordinal)];
        var listing = new Listing(source, Array.AsReadOnly(all), source.Ids.ToHashSet(StringComparer.Ordinal));
        Volatile.Write(ref _listing, listing);
        return listing;
    }

    private void OnChanged(DirectoryState before, DirectoryState after)
    {
        if (!ReferenceEquals(before.Access.Privileges, after.Access.Privileges))
            Changed.CallAll();
    }

    private sealed record Listing(PrivilegeSetOfExtensions Source, IReadOnlyList<PrivilegeInfo> All, HashSet<string> Added);
}
