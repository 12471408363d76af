using System.Collections.Immutable;

namespace VimSessionService.Core.Directory.Permissions;

/// <summary>
/// The privileges that extensions brought, at one moment. A privilege of the server stays the server's, whoever names it; of two extensions
/// with one privilege the first by key says its group.
/// </summary>
internal sealed class PrivilegeSetOfExtensions
{
    private readonly ImmutableDictionary<string, ImmutableSortedDictionary<string, PrivilegeInfo>> _byId;
    private readonly ImmutableDictionary<string, PrivilegeInfo[]> _byOwner;

    private PrivilegeSetOfExtensions(
        ImmutableDictionary<string, ImmutableSortedDictionary<string, PrivilegeInfo>> byId, ImmutableDictionary<string, PrivilegeInfo[]> byOwner)
    {
        _byId = byId;
        _byOwner = byOwner;
    }

    public static PrivilegeSetOfExtensions Empty { get; } = new(
        ImmutableDictionary<string, ImmutableSortedDictionary<string, PrivilegeInfo>>.Empty.WithComparers(StringComparer.Ordinal),
        ImmutableDictionary<string, PrivilegeInfo[]>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>The ids, in no order.</summary>
    public IEnumerable<string> Ids => _byId.Keys;

    /// <summary>The privileges, in no order.</summary>
    public IEnumerable<PrivilegeInfo> All => _byId.Values.Select(static owners => owners.First().Value);

    /// <summary>How many there are.</summary>
    public int Count => _byId.Count;

    /// <summary>Whether an extension brought the privilege.</summary>
    public bool Contains(string id) => _byId.ContainsKey(id);

    /// <summary>The same with other privileges of one extension; an empty list takes its privileges away. The work grows with its list alone.</summary>
    public PrivilegeSetOfExtensions Define(string owner, PrivilegeInfo[] privileges)
    {
        var before = _byOwner.GetValueOrDefault(owner, []);
        if (before.AsSpan().SequenceEqual(privileges))
            return this;
        var byId = _byId.ToBuilder();
        foreach (var gone in before)
        {
            if (!byId.TryGetValue(gone.Id, out var owners))
                continue;
            owners = owners.Remove(owner);
            if (owners.IsEmpty)
                byId.Remove(gone.Id);
            else
                byId[gone.Id] = owners;
        }

        foreach (var added in privileges)
        {
            if (Privileges.Known.Contains(added.Id))
                continue;
            var owners = byId.GetValueOrDefault(added.Id) ?? ImmutableSortedDictionary.Create<string, PrivilegeInfo>(StringComparer.Ordinal);
            if (!owners.ContainsKey(owner))
                byId[added.Id] = owners.Add(owner, added);
        }

        return new PrivilegeSetOfExtensions(byId.ToImmutable(), privileges.Length == 0 ? _byOwner.Remove(owner) : _byOwner.SetItem(owner, privileges));
    }
}
